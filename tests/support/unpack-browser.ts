/**
 * Run as a program of its own: unpacks the browser that comes through npm into the temporary directory of its
 * environment and prints where it is. The package unpacks to fixed names there, so tests that run side by side need a
 * process with an environment of its own.
 */
import chromium from '@sparticuz/chromium';

process.stdout.write(await chromium.executablePath());

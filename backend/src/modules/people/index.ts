export { FirstStartService, type FirstSignIn } from './sign-in/first-start.service.ts';
export { resetPassword } from './sign-in/reset-password.ts';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertPeople, type AlertAnswer } from '../support/alert-people.ts';
import { CHAIN } from '../support/alert-chain.ts';
import { Api } from '../support/api.ts';
import { backFor, journeys, putResidents, seenHome } from '../support/campaign.ts';
import { usageFellSilent, workdaysUntil } from '../support/quiet-usage.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { ShareMarket, WITH_COUNTY } from '../support/share-market.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
const WAIT_MS = 60_000;
/** Where it is noon now: no midnight falls into the test and begins another day. */
const AHEAD = 12 - new Date().getUTCHours();
const SETTINGS = {
  TIDEWALL_TIME_ZONE: `Etc/GMT${AHEAD > 0 ? '-' : '+'}${Math.abs(AHEAD)}`,
  TIDEWALL_CALENDAR_WORKDAYS: workdaysUntil(Date.now()),
};

interface Silence {
  readonly id: string;
  readonly state: string;
  readonly silenced: number;
}

/** Over HTTP, from events to what people are told of, and what not. */
describe('alerts of which nobody is told, or not twice', () => {
  let server: ServerProcess;
  let api: Api;
  let people: AlertPeople;
  let residents: readonly string[];
  beforeAll(async () => {
    server = await startServer({ env: SETTINGS });
    api = new Api(server.url);
    residents = await putResidents(api, 1);
    await usageFellSilent(api);
    people = await AlertPeople.make(server);
  });
  afterAll(() => server.end());

  const silence = (match: object): Promise<Silence> =>
    people.of('chen').done('POST', '/silences', { match, endsAt: Date.now() + HOUR, reason: '已知促销' });
  const expire = (id: string) => people.of('chen').send('POST', `/silences/${id}/expire`, {});
  const alertAt = (areaId: string, fits: (alert: AlertAnswer) => boolean = () => true) =>
    until(
      `an alert at ${areaId}`,
      async () => (await people.list('', 'administrator')).find((one) => one.areaId === areaId && fits(one)),
      WAIT_MS,
    );

  it('previews what a silence would be about, within the areas of whoever asks', async () => {
    const { id } = await people.raise('T111', { severity: 'critical' });
    const preview = async (match: object) =>
      (
        await people
          .of('chen')
          .send<{ total: number; alerts: { id: string }[] }>('POST', '/silences/preview', match)
      ).body;
    expect(await preview({ areaIds: ['K11'] })).toMatchObject({
      total: 1,
      alerts: [{ id, state: 'raised' }],
    });
    expect(await preview({ areaIds: ['K11'], severities: ['info'] })).toEqual({ total: 0, alerts: [] });
    for (const match of [{ areaIds: ['C2'] }, { severities: ['critical'] }])
      for (const path of ['/silences/preview', '/silences'])
        expect(
          (
            await people
              .of('chen')
              .send(
                'POST',
                path,
                path === '/silences' ? { match, endsAt: Date.now() + HOUR, reason: 'x' } : match,
              )
          ).status,
        ).toBe(403);
    expect((await people.of('zhang').send('POST', '/silences/preview', { areaIds: ['T111'] })).status).toBe(
      403,
    );
  });

  it('keeps quiet while any silence covers it, then tells of what still stands', async () => {
    const first = await silence({ areaIds: ['K11'] });
    const second = await silence({ areaIds: ['T111'] });
    // Whoever is below it sees why it is quiet; whoever has nothing to do with it sees nothing.
    const known = async (name: 'zhang' | 'far') =>
      (await people.get<{ items: readonly Silence[] }>(name, '/silences')).items.map(({ id }) => id);
    expect(await known('zhang')).toEqual([second.id, first.id]);
    expect(await known('far')).toEqual([]);
    const quiet = await people.raise('T111');
    expect(quiet.muted).toMatchObject({ by: 'silence' });
    expect(await people.told('zhang', quiet.id)).toEqual([]);
    const [now, other] = quiet.muted?.id === first.id ? [first, second] : [second, first];
    expect((await expire(now.id)).status).toBe(200);
    await until(
      'the other one keeps it quiet',
      async () => (await people.detail(quiet.id)).muted?.id === other.id,
    );
    expect(await people.told('zhang', quiet.id)).toEqual([]);
    expect((await expire(other.id)).status).toBe(200);
    await until('it is told', async () => (await people.detail(quiet.id)).muted === null);
    for (const { login } of CHAIN) expect(await people.told(login, quiet.id)).toEqual(['raised']);
    expect((await expire(other.id)).status).toBe(409);
  });

  it('puts alerts of a day under that of the area above, in lists too', async () => {
    await new ShareMarket(api, WITH_COUNTY).fall();
    const county = await alertAt('K12');
    const township = await alertAt('T121', ({ parentId }) => parentId !== null);
    expect(township.parentId).toBe(county.id);
    const grouped = await people.list('?grouped=true&indicatorId=ready-share-drop', 'administrator');
    expect(grouped.map(({ id }) => id)).toEqual([county.id]);
    expect(await people.detail(county.id)).toMatchObject({ children: 1, siblings: [{ id: township.id }] });
    // The supervisor of the city is the only one on both chains, and was told of each once at most.
    for (const { id } of [county, township])
      expect((await people.told('chen', id)).filter((kind) => kind === 'raised').length).toBeLessThan(2);
    const other = await people.detail(county.id, 'administrator');
    expect(other.timeline.map(({ kind }) => kind)).toContain('raise');
  });

  it('tells of a source that is out, and of nothing that it covers', async () => {
    await watchHomecomings();
    const outage = await alertAt('K11', ({ message }) => message.zh.includes('数据源'));
    expect(outage).toMatchObject({ muted: null, state: 'raised' });
    expect(await people.told('wang', outage.id)).toEqual(['raised']);
    await api.ingest('signalling', journeys(residents, backFor(Date.now())));
    await api.ingest('signalling', seenHome(residents, Date.now() - 1_000));
    await api.declareWatermark('signalling', Date.now());
    const home = await until(
      'the homecoming is an alert',
      async () =>
        (await people.list('', 'administrator')).find(({ message }) => message.zh.includes('返乡者')),
      WAIT_MS,
    );
    expect(home.muted).toMatchObject({ by: 'outage' });
    expect(await people.told('zhang', home.id)).toEqual([]);
  });

  async function watchHomecomings(): Promise<void> {
    const path = '/indicators/ready-share-drop';
    const { definition } = await people.get<{ definition: object }>('administrator', path);
    const homecomings = {
      ...definition,
      name: { zh: '返乡', en: 'Homecoming' },
      source: { kind: 'detection', type: 'homecoming', subtype: 'own', where: {} },
      place: { kind: 'areas', areaIds: ['C1'], below: true },
      template: { zh: '{{ area }}有返乡者。', en: 'Somebody has come home to {{ area }}.' },
    };
    await people.of('administrator').done('POST', '/indicators', { definition: homecomings, enabled: true });
  }
});

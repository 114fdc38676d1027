/** Counts of people that are not shown. */
export const fewEn = {
  short: '<{k}',
  people: 'fewer than {k}',
  withheld: '≥{k}, not shown',
  more: 'campuses with fewer people are left out',
  atEachCampus: 'at each campus',
};

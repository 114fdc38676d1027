/** Counts of people that are not shown. */
export const fewZh = {
  short: '<{k}',
  people: '不足 {k} 人',
  withheld: '≥{k}，不单独公布',
  more: '另有不足公布下限的校园未计入',
  atEachCampus: '各校均不足公布下限',
};

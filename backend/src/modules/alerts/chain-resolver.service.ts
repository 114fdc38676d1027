import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import type { IndicatorDefinition } from '../indicators/definition.dto.ts';
import { PeopleService } from '../people/people.service.ts';
import type { Chain, ChainStep } from './chain.ts';

/** Finds the people of a chain, as they are when an alert begins. */
@Injectable()
export class ChainResolver {
  constructor(@Inject(PeopleService) private readonly people: PeopleService) {}

  async resolve(tx: Transaction, steps: IndicatorDefinition['chain'], areaId: string): Promise<Chain> {
    const chain: ChainStep[] = [];
    for (const step of steps) {
      const position = step.kind === 'position' ? step.position : null;
      const found =
        step.kind === 'position'
          ? await this.people.holders(step.position, areaId, tx)
          : (await this.people.get([step.personId], tx)).filter(({ disabled }) => !disabled);
      chain.push({ position, people: found.map(({ id, name }) => ({ id, name })) });
    }
    return chain;
  }
}

export {
  commitContacts,
  releaseContacts,
  removeContacts,
  reserveContacts,
  type ContactKey,
  type NewContact,
} from './contacts.repository.ts';
export {
  compareCandidates,
  decide,
  isBetter,
  type Candidate,
  type DecisionFacts,
  type Verdict,
} from './decide.ts';

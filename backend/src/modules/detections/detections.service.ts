import { Inject, Injectable } from '@nestjs/common';
import type { Detection } from '@tidewall/streams';
import { AccessScope, type Principal } from '../access/index.ts';
import { ExplainService } from '../explain/explain.service.ts';
import type { Explanation } from '../explain/explain.types.ts';
import { DetectionHistoryService } from '../history/detection-history.service.ts';
import type { DetectionPage } from '../history/detection-page.types.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError, invalidParameters } from '../web/app-error.ts';
import type { DetectionsQuery } from './detections.dto.ts';

export interface ExplainedDetection extends Detection {
  readonly explanation: Explanation;
}

@Injectable()
export class DetectionsService {
  constructor(
    @Inject(DetectionHistoryService) private readonly history: DetectionHistoryService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(ExplainService) private readonly explaining: ExplainService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  /** Those of the principal's scope, newest first. */
  async list(principal: Principal, query: DetectionsQuery): Promise<DetectionPage> {
    const { areaId, hotspotId, from, to, type, subtype, cursor, limit } = query;
    if (areaId !== undefined) this.scope.assert(principal, this.reference.area(areaId).areaId);
    if (hotspotId !== undefined) this.scope.assertHotspot(principal, hotspotId);
    const areaIds =
      areaId === undefined ? this.scope.areaIds(principal) : this.reference.model.areas.subtree(areaId);
    const page = await this.history.page({
      limit,
      ...(areaIds === null ? {} : { areaIds }),
      ...(hotspotId === undefined ? {} : { hotspotId }),
      ...(type === undefined ? {} : { type }),
      ...(subtype === undefined ? {} : { subtype }),
      ...(from === undefined ? {} : { fromMs: from }),
      ...(to === undefined ? {} : { toMs: to }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (page === undefined)
      throw invalidParameters([{ field: 'cursor', message: 'must be a nextCursor of ours' }]);
    return page;
  }

  /** One in its last revision, explained. */
  async get(principal: Principal, detectionId: string): Promise<ExplainedDetection> {
    const detection = await this.history.byId(detectionId);
    if (detection === undefined) throw new AppError('unknown-detection', 'there is no such detection');
    this.scope.assert(principal, detection.areaId);
    return { ...detection, explanation: await this.explaining.explain(detection) };
  }
}

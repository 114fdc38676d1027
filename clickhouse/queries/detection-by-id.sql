-- The newest revision of one detection, exactly as it was emitted.
SELECT body, revision, retracted
FROM {{database}}.detections
WHERE detection_id = {detectionId:String}
ORDER BY revision DESC
LIMIT 1

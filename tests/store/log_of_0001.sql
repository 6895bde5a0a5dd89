BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE event (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	map_id TEXT NOT NULL, 
	created_ms BIGINT NOT NULL, 
	log TEXT NOT NULL, 
	retention_days INTEGER NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id)
);
INSERT INTO "event" VALUES('ameland','Ameland','nes-1',1750000000000,'movement',30);
INSERT INTO "event" VALUES('texel','Texel','nes-1',1750000000000,'presence',7);
CREATE TABLE log_event (
	event_id TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	run_id INTEGER NOT NULL, 
	t_ms BIGINT NOT NULL, 
	wall_ms BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	avatar BIGINT, 
	person TEXT, 
	facts JSON NOT NULL, 
	path BLOB, 
	CONSTRAINT pk_log_event PRIMARY KEY (event_id, seq), 
	CONSTRAINT fk_log_event_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_log_event_run_id FOREIGN KEY(run_id) REFERENCES log_run (id) ON DELETE CASCADE
);
INSERT INTO "log_event" VALUES('ameland',1,1,10,1750000001007,'entered',1,'p1','{"role": "host", "on_island": "nes"}',X'000000000300040002');
INSERT INTO "log_event" VALUES('ameland',2,1,20,1750000001007,'moved',1,'p1','{}',X'00000000030004000205400180');
INSERT INTO "log_event" VALUES('ameland',3,1,25,1750000001014,'entered',4194305,'p2','{"role": "host", "on_island": "texel"}',X'000000000300040002');
INSERT INTO "log_event" VALUES('ameland',4,1,25,1750000001014,'zone_entered',4194305,'p2','{"zone": "caf\u00e9"}',NULL);
INSERT INTO "log_event" VALUES('ameland',5,1,90,1750000001021,'moved',1,'p1','{}',X'BAFFFFFF030004000602C0');
INSERT INTO "log_event" VALUES('ameland',6,1,95,1750000001021,'conversation_opened',NULL,NULL,'{"conversation": 1, "kind": "meeting", "zone": "hall", "capacity": 25, "on_island": "nes"}',NULL);
INSERT INTO "log_event" VALUES('ameland',7,1,95,1750000001021,'conversation_joined',1,'p1','{"conversation": 1, "part": "speaker"}',NULL);
INSERT INTO "log_event" VALUES('ameland',8,1,99,1750000001028,'moved',4194305,'p2','{}',X'0000000003000400020100');
INSERT INTO "log_event" VALUES('ameland',9,1,99,1750000001028,'door_moved',NULL,NULL,'{"door": "front", "is_open": true, "on_island": "texel"}',NULL);
INSERT INTO "log_event" VALUES('ameland',10,1,100,1750000001035,'conversation_locked',1,'p1','{"conversation": 1, "locked": true}',NULL);
INSERT INTO "log_event" VALUES('ameland',11,1,101,1750000001035,'devices',1,'p1','{"microphone": true, "camera": false}',NULL);
INSERT INTO "log_event" VALUES('ameland',12,1,102,1750000001035,'stepped_aside',1,'p1','{"aside": true}',NULL);
INSERT INTO "log_event" VALUES('ameland',13,1,103,1750000001035,'profile',1,'p1','{}',NULL);
INSERT INTO "log_event" VALUES('ameland',14,1,104,1750000001035,'availability',1,'p1','{"availability": "busy"}',NULL);
INSERT INTO "log_event" VALUES('ameland',15,1,105,1750000001035,'conversation_left',1,'p1','{"conversation": 1}',NULL);
INSERT INTO "log_event" VALUES('ameland',16,1,105,1750000001035,'conversation_closed',NULL,NULL,'{"conversation": 1}',NULL);
INSERT INTO "log_event" VALUES('ameland',17,1,106,1750000001035,'portal_taken',1,'p1','{"island": "texel", "entry": "quay"}',NULL);
INSERT INTO "log_event" VALUES('ameland',18,1,107,1750000001035,'left',1,'p1','{"reason": "travelled"}',NULL);
INSERT INTO "log_event" VALUES('ameland',19,1,108,1750000001042,'zone_left',4194305,'p2','{"zone": "caf\u00e9"}',NULL);
INSERT INTO "log_event" VALUES('ameland',20,1,109,1750000001042,'gap',NULL,NULL,'{"lost": 1}',NULL);
INSERT INTO "log_event" VALUES('texel',1,2,10,1750000002007,'entered',1,'p1','{"role": "host", "on_island": "nes"}',NULL);
INSERT INTO "log_event" VALUES('texel',2,2,25,1750000002014,'entered',4194305,'p2','{"role": "host", "on_island": "texel"}',NULL);
INSERT INTO "log_event" VALUES('texel',3,2,25,1750000002014,'zone_entered',4194305,'p2','{"zone": "caf\u00e9"}',NULL);
INSERT INTO "log_event" VALUES('texel',4,2,95,1750000002021,'conversation_opened',NULL,NULL,'{"conversation": 1, "kind": "meeting", "zone": "hall", "capacity": 25, "on_island": "nes"}',NULL);
INSERT INTO "log_event" VALUES('texel',5,2,95,1750000002021,'conversation_joined',1,'p1','{"conversation": 1, "part": "speaker"}',NULL);
INSERT INTO "log_event" VALUES('texel',6,2,99,1750000002028,'door_moved',NULL,NULL,'{"door": "front", "is_open": true, "on_island": "texel"}',NULL);
INSERT INTO "log_event" VALUES('texel',7,2,100,1750000002035,'conversation_locked',1,'p1','{"conversation": 1, "locked": true}',NULL);
INSERT INTO "log_event" VALUES('texel',8,2,101,1750000002035,'devices',1,'p1','{"microphone": true, "camera": false}',NULL);
INSERT INTO "log_event" VALUES('texel',9,2,102,1750000002035,'stepped_aside',1,'p1','{"aside": true}',NULL);
INSERT INTO "log_event" VALUES('texel',10,2,103,1750000002035,'profile',1,'p1','{}',NULL);
INSERT INTO "log_event" VALUES('texel',11,2,104,1750000002035,'availability',1,'p1','{"availability": "busy"}',NULL);
INSERT INTO "log_event" VALUES('texel',12,2,105,1750000002035,'conversation_left',1,'p1','{"conversation": 1}',NULL);
INSERT INTO "log_event" VALUES('texel',13,2,105,1750000002035,'conversation_closed',NULL,NULL,'{"conversation": 1}',NULL);
INSERT INTO "log_event" VALUES('texel',14,2,106,1750000002035,'portal_taken',1,'p1','{"island": "texel", "entry": "quay"}',NULL);
INSERT INTO "log_event" VALUES('texel',15,2,107,1750000002035,'left',1,'p1','{"reason": "travelled"}',NULL);
INSERT INTO "log_event" VALUES('texel',16,2,108,1750000002042,'zone_left',4194305,'p2','{"zone": "caf\u00e9"}',NULL);
INSERT INTO "log_event" VALUES('texel',17,2,109,1750000002042,'left',4194305,'p2','{"reason": "left"}',NULL);
INSERT INTO "log_event" VALUES('ameland',21,3,10,1750000003007,'entered',1,'p1','{"role": "host", "on_island": "nes"}',X'000000000300040002');
INSERT INTO "log_event" VALUES('ameland',22,3,20,1750000003007,'moved',1,'p1','{}',X'00000000030004000205400180');
INSERT INTO "log_event" VALUES('ameland',23,3,25,1750000003014,'entered',4194305,'p2','{"role": "host", "on_island": "texel"}',X'000000000300040002');
INSERT INTO "log_event" VALUES('ameland',24,3,25,1750000003014,'zone_entered',4194305,'p2','{"zone": "caf\u00e9"}',NULL);
INSERT INTO "log_event" VALUES('ameland',25,3,90,1750000003021,'moved',1,'p1','{}',X'BAFFFFFF030004000602C0');
INSERT INTO "log_event" VALUES('ameland',26,3,95,1750000003021,'conversation_opened',NULL,NULL,'{"conversation": 1, "kind": "meeting", "zone": "hall", "capacity": 25, "on_island": "nes"}',NULL);
INSERT INTO "log_event" VALUES('ameland',27,3,95,1750000003021,'conversation_joined',1,'p1','{"conversation": 1, "part": "speaker"}',NULL);
INSERT INTO "log_event" VALUES('ameland',28,3,99,1750000003028,'moved',4194305,'p2','{}',X'0000000003000400020100');
INSERT INTO "log_event" VALUES('ameland',29,3,99,1750000003028,'door_moved',NULL,NULL,'{"door": "front", "is_open": true, "on_island": "texel"}',NULL);
INSERT INTO "log_event" VALUES('ameland',30,3,100,1750000003035,'conversation_locked',1,'p1','{"conversation": 1, "locked": true}',NULL);
INSERT INTO "log_event" VALUES('ameland',31,3,101,1750000003035,'devices',1,'p1','{"microphone": true, "camera": false}',NULL);
INSERT INTO "log_event" VALUES('ameland',32,3,102,1750000003035,'stepped_aside',1,'p1','{"aside": true}',NULL);
INSERT INTO "log_event" VALUES('ameland',33,3,103,1750000003035,'profile',1,'p1','{}',NULL);
INSERT INTO "log_event" VALUES('ameland',34,3,104,1750000003035,'availability',1,'p1','{"availability": "busy"}',NULL);
INSERT INTO "log_event" VALUES('ameland',35,3,105,1750000003035,'conversation_left',1,'p1','{"conversation": 1}',NULL);
INSERT INTO "log_event" VALUES('ameland',36,3,105,1750000003035,'conversation_closed',NULL,NULL,'{"conversation": 1}',NULL);
INSERT INTO "log_event" VALUES('ameland',37,3,106,1750000003035,'portal_taken',1,'p1','{"island": "texel", "entry": "quay"}',NULL);
INSERT INTO "log_event" VALUES('ameland',38,3,107,1750000003035,'left',1,'p1','{"reason": "travelled"}',NULL);
INSERT INTO "log_event" VALUES('ameland',39,3,108,1750000003042,'zone_left',4194305,'p2','{"zone": "caf\u00e9"}',NULL);
INSERT INTO "log_event" VALUES('ameland',40,3,109,1750000003042,'gap',NULL,NULL,'{"lost": 1}',NULL);
CREATE TABLE log_run (
	id INTEGER NOT NULL, 
	event_id TEXT NOT NULL, 
	started_ms BIGINT NOT NULL, 
	version TEXT NOT NULL, 
	CONSTRAINT pk_log_run PRIMARY KEY (id), 
	CONSTRAINT fk_log_run_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "log_run" VALUES(1,'ameland',1750000000000,'0.1.0');
INSERT INTO "log_run" VALUES(2,'texel',1750000000000,'0.1.0');
INSERT INTO "log_run" VALUES(3,'ameland',1750000000000,'0.1.0');
CREATE TABLE person (
	event_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	look JSON NOT NULL, 
	role TEXT NOT NULL, 
	first_seen_ms BIGINT NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (event_id, id), 
	CONSTRAINT fk_person_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "person" VALUES('ameland','p1','Anna B.','[0, 0, 0, 0, 0, 0, 0]','host',1750000001007);
INSERT INTO "person" VALUES('ameland','p2','Bo','[1, 2, 3, 4, 5, 6, 7]','host',1750000001014);
INSERT INTO "person" VALUES('texel','p1','Anna B.','[0, 0, 0, 0, 0, 0, 0]','host',1750000002007);
INSERT INTO "person" VALUES('texel','p2','Bo','[1, 2, 3, 4, 5, 6, 7]','host',1750000002014);
CREATE INDEX ix_log_run_event_id ON log_run (event_id);
CREATE INDEX ix_log_event_event_id_wall_ms ON log_event (event_id, wall_ms);
CREATE INDEX ix_log_event_event_id_person ON log_event (event_id, person);
CREATE INDEX ix_log_event_run_id ON log_event (run_id);
COMMIT;

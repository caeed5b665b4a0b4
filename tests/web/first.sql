-- A database as the first version wrote it: one work in two languages, two concepts, a finding, what people did.
BEGIN;
INSERT INTO "works" ("id", "slug", "title", "status", "progress", "message", "worker", "mined", "checked", "created", "updated", "version") VALUES (1, 'the-mill-by-the-river', 'The mill by the river', 'ready', 1.0, '', '', 0, 0, '2026-11-22T11:22:21Z', '2026-11-22T11:22:21Z', 1);
INSERT INTO "files" ("id", "digest", "size", "data") VALUES (1, 'aa560806fb34fedde6283654ed8d160c6eb7a727ef4f565068a6eda06349b71f', 190, X'2320546865206D696C6C206279207468652072697665720A0A546865206D696C6C20776173206275696C7420696E20313839302E2049742067726F756E642033303020746F6E6E6573206F662072696365206120796561722E0A0A23232041667465722074686520666C6F6F640A0A4E6F626F6479206C697665642074686572652061667465722074686520666C6F6F642E20496E2031393534207468652076696C6C616765206F70656E65642061207363686F6F6C20696E2069742E0A');
INSERT INTO "files" ("id", "digest", "size", "data") VALUES (2, '8f867dab2fd946df98181caf37286c8ac5896277ad1c18f97a4df6fa6a7a8b0d', 234, X'232043E1BB9169207861792062C3AA6E2073C3B46E670A0A43E1BB91692078617920C491C6B0E1BBA3632078C3A2792064E1BBB16E67206EC4836D20313839302E204DE1BB9769206EC4836D206EC3B320786179203330302074E1BAA56E2067E1BAA16F2E0A0A232320536175207472E1BAAD6E206CE1BBA5740A0A536175207472E1BAAD6E206CE1BBA574206B68C3B46E672061692073E1BB916E6720E1BB9F20C491C3B3206EE1BBAF612E204EC4836D2031393534206CC3A06E67206DE1BB9F206DE1BB9974207472C6B0E1BB9D6E672068E1BB8D632074726F6E672063E1BB9169207861792E0A');
INSERT INTO "documents" ("id", "work", "file", "part", "name", "title", "lang", "role", "format", "said", "lang_overrule", "text", "created", "version") VALUES (1, 1, 1, 0, 'mill.en.md', 'The mill by the river', 'en', '', 'md', '', '', '# The mill by the river

The mill was built in 1890. It ground 300 tonnes of rice a year.

## After the flood

Nobody lived there after the flood. In 1954 the village opened a school in it.
', '2026-11-22T11:22:21Z', 1);
INSERT INTO "documents" ("id", "work", "file", "part", "name", "title", "lang", "role", "format", "said", "lang_overrule", "text", "created", "version") VALUES (2, 1, 2, 0, 'mill.vi.md', 'Cối xay bên sông', 'vi', '', 'md', '', '', '# Cối xay bên sông

Cối xay được xây dựng năm 1890. Mỗi năm nó xay 300 tấn gạo.

## Sau trận lụt

Sau trận lụt không ai sống ở đó nữa. Năm 1954 làng mở một trường học trong cối xay.
', '2026-11-22T11:22:21Z', 1);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (1, 1, 0, 'title', 'title', 'en', 'The mill by the river', 2, 23);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (2, 1, 1, 'body', 'body', 'en', 'The mill was built in 1890. It ground 300 tonnes of rice a year.', 25, 89);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (3, 1, 2, 'heading', 'heading', 'en', 'After the flood', 94, 109);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (4, 1, 3, 'body', 'body', 'en', 'Nobody lived there after the flood. In 1954 the village opened a school in it.', 111, 189);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (5, 2, 0, 'title', 'title', 'vi', 'Cối xay bên sông', 2, 18);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (6, 2, 1, 'body', 'body', 'vi', 'Cối xay được xây dựng năm 1890. Mỗi năm nó xay 300 tấn gạo.', 20, 79);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (7, 2, 2, 'heading', 'heading', 'vi', 'Sau trận lụt', 84, 96);
INSERT INTO "blocks" ("id", "document", "number", "kind", "detected", "lang", "text", "start", "stop") VALUES (8, 2, 3, 'body', 'body', 'vi', 'Sau trận lụt không ai sống ở đó nữa. Năm 1954 làng mở một trường học trong cối xay.', 98, 181);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (1, 1, 0, 0, 'title', 'The mill by the river', 'the mill by the river', 2, 23);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (2, 1, 1, 1, 'body', 'The mill was built in 1890.', 'the mill was built in 1890.', 25, 52);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (3, 1, 2, 1, 'body', 'It ground 300 tonnes of rice a year.', 'it ground 300 tonnes of rice a year.', 53, 89);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (4, 1, 3, 2, 'heading', 'After the flood', 'after the flood', 94, 109);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (5, 1, 4, 3, 'body', 'Nobody lived there after the flood.', 'nobody lived there after the flood.', 111, 146);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (6, 1, 5, 3, 'body', 'In 1954 the village opened a school in it.', 'in 1954 the village opened a school in it.', 147, 189);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (7, 2, 0, 0, 'title', 'Cối xay bên sông', 'cối xay bên sông', 2, 18);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (8, 2, 1, 1, 'body', 'Cối xay được xây dựng năm 1890.', 'cối xay được xây dựng năm 1890.', 20, 51);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (9, 2, 2, 1, 'body', 'Mỗi năm nó xay 300 tấn gạo.', 'mỗi năm nó xay 300 tấn gạo.', 52, 79);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (10, 2, 3, 2, 'heading', 'Sau trận lụt', 'sau trận lụt', 84, 96);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (11, 2, 4, 3, 'body', 'Sau trận lụt không ai sống ở đó nữa.', 'sau trận lụt không ai sống ở đó nữa.', 98, 134);
INSERT INTO "segments" ("id", "document", "number", "block", "kind", "text", "folded", "start", "stop") VALUES (12, 2, 5, 3, 'body', 'Năm 1954 làng mở một trường học trong cối xay.', 'năm 1954 làng mở một trường học trong cối xay.', 135, 181);
INSERT INTO "tables" ("id", "work", "langs", "signature", "warnings", "moved", "created", "version") VALUES (1, 1, '["en", "vi"]', 'langs:en+vi|scorers:cognates+lexicon+literals+names+quantities|passes:2|parameters:2', '[]', '[]', '2026-11-22T11:22:21Z', 1);
INSERT INTO "rows" ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version") VALUES (1, 1, 1, 9.99541061391433505178e-01, 'good', '1-1', 'title', '[["lexicon", "strong", ["en", "vi"], 4, 4], ["length", "usual", ["en", "vi"], 0, 0], ["kind", "agree", ["en", "vi"], 0, 0]]', 1);
INSERT INTO "rows" ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version") VALUES (2, 1, 2, 9.99334060947819069475e-01, 'good', '1-1', 'body', '[["lexicon", "strong", ["en", "vi"], 4, 5], ["quantities", "agree", ["en", "vi"], 2, 2], ["names", "agree", ["en", "vi"], 2, 2], ["length", "usual", ["en", "vi"], 0, 0]]', 1);
INSERT INTO "rows" ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version") VALUES (3, 1, 3, 9.99223147718005910711e-01, 'good', '1-1', 'body', '[["lexicon", "strong", ["en", "vi"], 8, 8], ["quantities", "agree", ["en", "vi"], 2, 2], ["names", "agree", ["en", "vi"], 2, 2], ["length", "usual", ["en", "vi"], 0, 0]]', 1);
INSERT INTO "rows" ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version") VALUES (4, 1, 4, 9.99462381737110550083e-01, 'good', '1-1', 'heading', '[["lexicon", "weak", ["en", "vi"], 0, 2], ["length", "usual", ["en", "vi"], 0, 0], ["kind", "agree", ["en", "vi"], 0, 0]]', 1);
INSERT INTO "rows" ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version") VALUES (5, 1, 5, 9.99368882610345843353e-01, 'good', '1-1', 'body', '[["lexicon", "fair", ["en", "vi"], 3, 5], ["length", "usual", ["en", "vi"], 0, 0]]', 1);
INSERT INTO "rows" ("id", "table", "number", "score", "band", "shape", "kind", "evidence", "version") VALUES (6, 1, 6, 9.99106560850596459033e-01, 'good', '1-1', 'body', '[["lexicon", "strong", ["en", "vi"], 6, 8], ["quantities", "agree", ["en", "vi"], 2, 2], ["names", "agree", ["en", "vi"], 2, 2], ["length", "usual", ["en", "vi"], 0, 0]]', 1);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (1, 'en', 0, 1);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (1, 'vi', 0, 1);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (2, 'en', 1, 2);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (2, 'vi', 1, 2);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (3, 'en', 2, 3);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (3, 'vi', 2, 3);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (4, 'en', 3, 4);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (4, 'vi', 3, 4);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (5, 'en', 4, 5);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (5, 'vi', 4, 5);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (6, 'en', 5, 6);
INSERT INTO "cells" ("row", "lang", "start", "stop") VALUES (6, 'vi', 5, 6);
INSERT INTO labels VALUES (1, '000000000000000000000000', 0, 'caption');
INSERT INTO concepts (id, kind, status, score, domain, definition, note, source, fingerprint, created) VALUES
    (1, 'term', 'approved', 0.9, 'buildings', 'A house in which grain is ground.', '', '', 'a1', '2026-01-02T10:00:00Z'),
    (2, 'term', 'proposed', 0.4, '', '', 'Where rice was ground.', '', 'a2', '2026-01-02T10:00:00Z');
INSERT INTO terms (id, concept, position, lang, text, folded, status, note) VALUES
    (1, 1, 0, 'en', 'mill', 'mill', 'approved', ''), (2, 1, 1, 'vi', 'cối xay', 'cối xay', 'approved', ''),
    (3, 2, 0, 'en', 'rice', 'rice', 'proposed', ''), (4, 2, 1, 'vi', 'gạo', 'gạo', 'proposed', '');
INSERT INTO uses VALUES (1, 1, 2), (2, 1, 3), (3, 1, 1), (4, 1, 1);
INSERT INTO occurrences VALUES (1, 1, 1, 1, 'en', '[[4, 8]]'), (2, 1, 1, 1, 'vi', '[[0, 7]]');
INSERT INTO findings (id, work, number, "check", severity, langs, message, text, "values", quotes, spans, suggestion,
    "rows", fingerprint) VALUES
    (1, 1, 2, 'numbers', 'error', '["en", "vi"]', 'A number differs.', '', '{}', '{}', '{}', '', '[]', 'f1'),
    (2, 1, 3, 'names', 'warning', '["en", "vi"]', 'A name differs.', '', '{}', '{}', '{}', '', '[]', 'f2');
INSERT INTO dismissals VALUES (1, 'f2', 'reviewer1', '2026-01-03T10:00:00Z', 'It is a name.');
INSERT INTO revisions (id, work, "when", who, what, target, before, after) VALUES
    (1, 1, '2026-01-02T10:00:00Z', 'reviewer1', 'import', 'work:1', 'null', '{"title": "The mill by the river"}'),
    (2, NULL, '2026-01-03T10:00:00Z', 'reviewer1', 'approve', 'concept:1', '{"status": "proposed"}',
        '{"status": "approved"}');
COMMIT;

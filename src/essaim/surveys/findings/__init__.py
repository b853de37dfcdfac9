"""From what was counted to the document that may be shown (l'état des lieux): plain functions, no database.

The document is `Report.findings`. Small groups are out of it already, so that pages, files and machines read
nothing else:

    {"threshold": 5, "sheets": 93, "asked": 120, "closed": true, "languages": ["fr"],
     "groups": [{"key": "site", "segments": [["lyon", 31], …], "others": 9}],
     "questions": [{"key": "climat", "kind": "scale", "texts": {…}, "state": "shown", "of": 91,
                    …figures, "by": {"site": {"": {"shown": [["lyon", {…figures}]], "others": 9}}}}],
     "findings": [{"key": "question.climat", "code": "scale", "question": "climat", …numbers}],
     "first": ["question.besoins.temps", …]}

`state` of a question: "shown"; "few" below the threshold; "closing" for what only shows once nothing more can
come; "hidden" where its number of answers would tell the size of a group that is not shown. `as_of`: its
figures are those of an earlier report, since fewer people than the threshold have answered it since.
"""

"""From what somebody sent, to what a sheet keeps: one plain function for pages, paper and files.

What is sent is {"name": ["value", …]}. Each name begins with "q." and the key of its question:

single        q.job=teacher             q.job.other=words
multiple      q.job=teacher, cook       q.job.other=words
scale         q.calm=4 or none
recommend     q.nps=9
consent       q.agree=yes
needs         q.needs.room.importance=4 q.needs.room.satisfaction=2
grades        q.grades.room=5
points        q.points.room=3
ranking       q.order.room=1            the place given to a choice
availability  q.when.slot-12=possible, preferred or no; q.when.none=yes when none suits
statements    q.say.31=agree, pass or disagree    q.say.new=words
text          q.free=words              q.free.quotable=yes
suggestions   q.ideas=words, words      q.ideas.quotable=yes
"""

from .asked import asked_among, is_asked
from .reading import Answers, Offered, Words, read_answers
from .sent import as_sent

__all__ = ["Answers", "Offered", "Words", "as_sent", "asked_among", "is_asked", "read_answers"]

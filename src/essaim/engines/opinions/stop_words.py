"""Words that carry no idea, folded: articles, pronouns, prepositions, auxiliaries, elided letters."""

IN_FRENCH = """
a ai aie aient aies ait as au aucun aucune aujourd aupres aura auraient aurait auront aussi autre
autres aux avaient avais avait avant avec avez avoir avons ayant beaucoup bien c ca car ce ceci cela
celle celles celui cependant certain certaine certaines certains ces cet cette ceux chaque chez ci
comme comment d dans de deja depuis des doit doivent donc dont du e elle elles en encore entre es est
et etaient etais etait etant ete etes etre eu eux faire fait faut furent fut hui ici il ils j je
jusqu jusque l la le les leur leurs lors lorsque lui m ma mais me meme memes mes mien moi moins mon
n ne ni nos notre nous on ont ou par parce pas peu peut peuvent plus plusieurs plutot pour pourrait
pouvoir puis qu quand que quel quelle quelles quelque quelques quels qui quoi s sa sans se sera
seraient serait seront ses si soi soient sois soit sommes son sont sous suis sur t ta tandis te tel
telle telles tels tes toi ton tous tout toute toutes tres trop tu un une vers voici voila vos votre
vous vraiment y
"""

IN_ENGLISH = """
a about above after again all also am an and any are aren as at be because been before being below
between both but by can cannot could couldn d did didn do does doesn doing don down during each
every few for from further get had hadn has hasn have haven having he her here hers him his how i if
in into is isn it its just ll m many more most much must my no nor not of off on once one only or
other our ours out over own re really s same she should shouldn so some such t than that the their
theirs them then there these they this those through to too under until up us ve very was wasn we
were weren what when where which while who whom why will with won would wouldn you your yours
"""

STOP_WORDS = {"fr": frozenset(IN_FRENCH.split()), "en": frozenset(IN_ENGLISH.split())}

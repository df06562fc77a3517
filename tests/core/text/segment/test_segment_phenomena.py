"""Where sentences end: one case per phenomenon, the end of each sentence marked with a bar."""

from __future__ import annotations

import pytest

from tts_core.text.segment import segment

GOLDEN = {
    "full stop": "The rain has gone.| The sun is out.",
    "question mark": "Where is Anna?| Anna is at home.",
    "exclamation mark": "Look, a fox!| Now it runs.",
    "capital initial": "The book is by Peter K. Miller.",
    "small one-letter abbreviation": "The table stands on p. 112.",
    "small two-letter abbreviation inside": "Did Anna and co. come to dinner?",
    "capital two-letter abbreviation inside": "The bill went to Lowe, Hart & Co. on Friday.",
    "small two-letter abbreviation at the end": "We should invite Anna and co.| They are good company.",
    "capital two-letter abbreviation at the end": "The bill went to Lowe, Hart & Co.| They paid at once.",
    "title before a name": "We climbed Mt. Rainier last summer.",
    "title and street": "St. Anne's School is on 12th st. behind the park.",
    "possessive": "It was Sammy Jr.'s first day.",
    "several stops inside": "He came to the U.S.A. as a boy.",
    "several stops at the end": "Norway is not in the E.U.| What about Iceland?",
    "country at the end": "She works in the U.S.| Where do you work?",
    "country before a name": "She works for the U.S. Senate in the capital.",
    "country inside": "They lived in the U.S. until 1990.",
    "hours": "At 7 a.m. Mrs. Hill left the house.| She was back by 4 P.M.| Mr. Hill was not.",
    "amount inside": "He found $20.50 in a coat.",
    "amount at the end": "He found $20.50.| The coat was old.",
    "sentence in brackets": "Her brother (He is a baker by trade.) cooks for everyone.",
    "mail address": "Write to Ann.Lee@mail.org.| She answers quickly.",
    "web address": "All is on http://docs.site.10.net/a-b/some_page.html.| Have a look.",
    "single quotes inside": "He looked up, 'I like it.' he said.",
    "double quotes inside": 'He looked up, "I like it." he said.',
    "double quotes at the end": 'He looked up, "I like it."| He gave the book back.',
    "two exclamation marks": "Wait!!| You forgot your hat.",
    "two question marks": "What??| Who told you?",
    "exclamation and question": "What!?| Are you mad?",
    "question and exclamation": "What?!| Are you mad?",
    "list 1.) without stops": "1.) Wash the rice |2.) Boil the water",
    "list 1.) with stops": "1.) Wash the rice. |2.) Boil the water.",
    "list 1) without stops": "1) Wash the rice |2) Boil the water",
    "list 1) with stops": "1) Wash the rice. |2) Boil the water.",
    "list 1. without stops": "1. Wash the rice |2. Boil the water",
    "list 1. with stops": "1. Wash the rice. |2. Boil the water.",
    "bullets with numbers": "• 3. Wash the rice |• 4. Boil the water",
    "hyphen bullets without space": "⁃3. Wash the rice |⁃4. Boil the water",
    "letters": "a. Wash the rice |b. Boil the water |c. Wait for ten minutes",
    "stray line break": "The letter was torn\nright through where the name had been.",
    "stray line break after a space": "They sat in the old \nkitchen by the fire.",
    "bare list by lines": "milk\n|brown bread\n|apples, two\n|",
    "coordinates": "The well lies at N°. 4711.08.15.| Nobody drinks from it.",
    "name with an exclamation mark": "He once wrote for Yahoo! in the sports section.",
    "I as word and as initial": "Nobody saw it but you and I.| Was Robert I. Lewis there too?",
    "ellipsis closing a quotation": "He wrote that “in the end all roads lead to the same sea. . . .”",
    "ellipsis in square brackets": '"Frost [...] had two roads before him [...]" (Reed 12).',
    "spaced ellipsis and a stop": "Leave out the rest and set four marks . . . .| Then go on.",
    "four dots": "He had hoped for more....| She shook her head.",
    "ellipses inside": "It is ... you see, what he said...was . . . well, it is . . . I don't care.",
    "stop and spaced ellipsis": "It was seldom seen . . . in the towns.| . . . The custom lives. . . .",
    "no space after the stop": "It is late.|Everyone went home.|Mrs. Hill paid 2,500.|That was too much.",
}

MORE = {
    "measure inside and at the end": "It is 5 in. wide.| Cut it to 5 ft.| The saw is old.| Come in.| Sit.",
    "number abbreviation and word": "Was it No. 5?| No.| It was no. 6.",
    "figure": "See Fig. 3 and pp. 5-7 of vol. 2.| Then go on.",
    "month": "Born on Jan. 5, he left in Feb.| The roads were closed.",
    "street at the end": "She lives on Main St.| The house is red.",
    "saint": "We drove to St. Louis and saw Dr. Who.| It was fun.",
    "letter as a word": "Take vitamin C.| It helps.| We had a plan B.| They had none.",
    "initials": "Ask J. R. R. Hall or J.R.R. Hall.| He knows.",
    "degree": "She has a Ph.D. in law.| He has a Ph.D.| They met there.",
    "et cetera": "Pens, ink, etc. are here.| Bring pens, ink, etc.| Paper is here.",
    "versus": "It was Hill v. Dale, i.e. nothing new.| So be it.",
    "time zone": "Call at 5 p.m. EST or at 9 p.m. Monday.| Thanks.",
    "file name": "Open setup.cfg and main.py.| Then run C:\\bin\\go.exe.| Wait.",
    "version": "Version 3.11.2 is out.| Get v2.0.| It works.",
    "product with a dot": "I use Node.js and ASP.NET.| Use .NET too.",
    "ordinals": "He came 3rd.| She came 1st.",
    "percent and degree": "It rose by 5%.| It was 30°.| Nobody cared.",
    "small hand": "hi there.| how are you?| i am fine!| thanks.",
    "ellipsis before a capital": "I had hoped...| Well, never mind.",
    "ellipsis before I": "Well... I do not know.",
    "foot notes": "It ended.[12]| It began again.[3][4]| So it goes.",
    "curly quotes": "“It is late.”| He left.| ‘Good.’| She stayed.",
    "question in quotes": "He asked “why?” and left.",
    "brackets after the stop": "(He left early.)| She stayed [and slept.]| Then she left.",
    "Markdown": "**Note.**| Do it.| _Soon._| Now.",
    "emoji": "Well done!🎉| On we go.",
    "Spanish marks": "¿Qué pasa?| ¡Nada!| Vale.",
    "question without a space": "What?|No way.",
    "Chinese": "你好。|你吃了吗？|很好！|“走吧。”|他说。",
    "Japanese quotation": "「はい。」と言った。|次へ。",
    "Hindi": "यह घर है।| वह पेड़ है॥| हाँ।",
    "Arabic": "هل أنت هنا؟| نعم.| حسنا.",
    "Russian": "Это дом.| Он старый.",
    "decimal in full width": "値は３．５です。|はい。",
    "fronted hour": "By 6 p.m. John was there.| We left at 6 p.m.| John stayed.",
    "citation": "See Hill et al. (2003) for more.| See Hill et al.| They know.",
    "words that look like abbreviations": "Thanks a lot.| Tom left.| I like art.| See fig. 3.| Go.",
    "state in capitals": "Born in San Jose, CA.| It was hot.| Some ca. 5 came.",
    "all capitals": "MR. HILL CAME IN.| HE SAT.| NO. 5 IS NEXT.",
    "capital letters as list": "A. One is enough.| B. Two are not.",
    "fronted hour with minutes": "At 9:30 a.m. Tom left.| It was 9:30 a.m.| Tom slept.",
    "interjection": "Hello.| World",
    "stop after a space": "So it ends .| And begins .",
}


def bars(text: str) -> list[str]:
    """Read the expected sentences of a case."""
    return [part.strip() for part in text.split("|") if part.strip()]


@pytest.mark.parametrize("case", [*GOLDEN.values(), *MORE.values()], ids=[*GOLDEN, *MORE])
def test_sentences_end_where_a_reader_would_end_them(case: str) -> None:
    """Every phenomenon of English stops, and a few of other scripts, is cut where the bars stand."""
    sentences = [sentence.text.strip() for sentence in segment(case.replace("|", ""))]

    assert sentences == bars(case)


@pytest.mark.parametrize(
    ("language", "case"),
    [
        ("de", "Am 5. Mai kam Dr. Weiß z.B. mit dem Zug.| Es war spät usw.| Dann ging er."),
        ("fr", "M. Dupont est là.| Il a lu p. 5, etc.| Le livre est bon."),
        ("es", "El Sr. García llegó a las 5 p.m.| La casa es grande."),
        ("it", "Il dott. Rossi è qui.| La casa è bella, ecc.| Poi basta."),
        ("pt-BR", "O Sr. Silva chegou.| A casa é grande."),
        ("nl", "Dhr. de Vries is er.| Het huis is groot enz.| Dat is mooi."),
        ("ru", "Он живёт на ул. Ленина.| Это рядом."),
        ("pl", "To był 5. Dzień był ładny.| Potem padało."),
        (None, "A plain text.| Of any tongue."),
        (
            "de",
            "Er kommt z. B. am 3. Mai.| Prof. Dr. Weiß ist da.| Das kostet ca. 5 €, d. h. wenig.| "
            "Siehe Abb. 3 und Nr. 7.| Es gibt Äpfel, Birnen usw.| Danach kam er.| "
            "Die Fa. Müller bzw. Hr. Schmidt zahlt.| Das war im 19. Jahrhundert.| "
            "Ludwig XIV. war König.| Um 500 v. Chr. lebte er.| Es sind 2,5 Mio. Euro.| "
            "Vgl. S. 12.| Er sagte u. a. nichts.| Das gilt i. d. R. immer.| "
            "Am 21. Juni ist es hell.| Das Haus Nr. 5.| Dort wohnt er.",
        ),
        (
            "fr",
            "M. Dupont et Mme Martin sont là.| Il vit à St. Denis, c.-à-d. loin.| "
            "Voir p. ex. le chap. 3, p. 12.| Il lit, écrit, etc.| Elle dort.| "
            "Le Dr. Petit arrive.| Cf. fig. 2.| En 44 av. J.-C. il mourut.| Env. 80 personnes.| "
            "Il habite bd. Voltaire.",
        ),
        (
            "es",
            "El Sr. García y la Sra. López vinieron.| Hay frutas, p. ej. peras, etc.| "
            "Vive en EE. UU. desde 1990.| La Dra. Ruiz llegó a las 5 p. m. del lunes.| "
            "Véase la pág. 12 y el art. 3.| D. Juan vive en la avda. Goya.| "
            "Murió en el 44 a. C. en Roma.| Ud. tiene razón.| Vive en EE. UU.| Ella también.",
        ),
        (
            "it",
            "Il dott. Rossi e la dott.ssa Verdi sono qui.| Frutta, p. es. pere, ecc.| Poi basta.| "
            "Il sig. Neri vede la sig.ra Bianchi.| Vedi pag. 12 e cap. 3.| "
            "Morì nel 44 a.C. a Roma.| L'ing. Russo e l'avv. Blu.| Ad es. questo.",
        ),
        (
            "pt-BR",
            "O Sr. Silva e a Sra. Souza vieram.| A Dra. Lima mora na Av. Paulista.| "
            "Há frutas, p. ex. peras, etc.| Depois foi.| Veja a pág. 12 e o art. 3.| "
            "D. Pedro II foi imperador.| Morreu em 44 a.C. em Roma.| O séc. XX acabou.| "
            "O Exmo. Sr. Lima.",
        ),
        (
            "nl",
            "Dhr. de Vries en mevr. Jansen zijn er.| Hij woont bijv. in Delft.| "
            "Appels, peren enz. zijn er.| Zie blz. 12 en art. 3.| Dr. Bakker en prof. Smit.| "
            "Ca. 50 mensen, o.a. uit Gent.| D.w.z. niets.| Hij leefde in 500 v. Chr. in Rome.",
        ),
        (
            "pl",
            "Prof. Nowak i dr Kos są tu.| Mieszka np. w Krakowie.| Jabłka, gruszki itd. są tu.| "
            "Zob. str. 12 i rys. 3, proszę.| Mieszka przy ul. Polnej.| Było m.in. tak.| "
            "W 2024 r. było ciepło.| Św. Jan i ks. Kowalski.| Urodził się w 1984 r.| "
            "Potem wyjechał.| Przyszło ok. 20 osób.| To były jabłka, gruszki itp.| Potem nic.",
        ),
        (
            "ru",
            "Он живёт на ул. Ленина, д. 5.| Яблоки, груши и т. д. лежат здесь.| "
            "Он, т. е. врач, живёт в г. Москве.| Проф. Иванов был там.| См. рис. 3 на стр. 12.| "
            "Это стоит 5 тыс. рублей.| Он родился в 1984 г. в Москве.| В XIX в. было иначе.| "
            "Он жил в 500 г. до н. э. в Риме.| Были яблоки, груши и т. п.| Потом он ушёл.| "
            "Он родился в 1984 г.| Потом уехал.| Это А. С. Пушкин.",
        ),
        (
            "hi",
            "डॉ. शर्मा आए।| प्रो. वर्मा गए।| यह ई. पू. की बात है।",
        ),
    ],
)
def test_each_language_has_its_own_abbreviations(language: str | None, case: str) -> None:
    """Abbreviations and ordinal dots of the language are no ends of sentences."""
    sentences = [sentence.text.strip() for sentence in segment(case.replace("|", ""), language)]

    assert sentences == bars(case)

"""Words the demo town is made of: names of people, streets and firms. None of them is a real person or firm."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WOMEN = _words(
    "Agnieszka Alicja Aneta Anna Barbara Beata Bożena Dorota Elżbieta Ewa Grażyna Halina Hanna Iwona Izabela "
    "Jadwiga Joanna Jolanta Justyna Karolina Katarzyna Kinga Krystyna Lidia Magdalena Małgorzata Maria Marta "
    "Monika Natalia Renata Sylwia Teresa Urszula Wioletta Zofia"
)
MEN = _words(
    "Adam Andrzej Artur Bartosz Bogdan Cezary Damian Dariusz Dawid Grzegorz Henryk Jacek Jan Jarosław Jerzy Kamil "
    "Krzysztof Łukasz Maciej Marcin Marek Mariusz Michał Paweł Piotr Rafał Robert Roman Sebastian Sławomir "
    "Stanisław Szymon Tomasz Wiesław Wojciech Zbigniew"
)
# surnames for a man; those in -ski, -cki and -dzki end in -a for a woman, the others do not change
SURNAMES = _words(
    "Adamczyk Banaś Bednarek Białas Borkowski Brzeziński Chmura Cichoń Czaja Dąbek Dudek Dziuba Filipek Gajda "
    "Gawlik Głowacki Górka Grabowski Hajduk Jagiełło Janik Jasiński Kaczor Kalisz Kłos Kołodziej Konieczny Kopeć "
    "Kosiński Krawiec Krupa Kubica Kulik Lipiński Łukasik Majcher Makowski Malik Maślanka Mazurek Mikołajczyk "
    "Musiał Nawrocki Niedziela Olszewski Orzechowski Pająk Pawlik Piątek Piecha Pietrzyk Polak Przybyła Pyka "
    "Ratajczak Rogowski Rusin Sadowski Siwiec Skiba Skrzypek Słota Sobczyk Stępień Strzelecki Szulc Śliwa Świtała "
    "Tkacz Urban Wawrzyniak Wieczorek Wilczek Witkowski Wrona Zając Zaremba Zawadzki Zięba Żak Żurek"
)
STREETS = _words(
    "Akacjowa Brzozowa Chopina Długa Dworcowa Górna Graniczna Jagiellońska Jesionowa Klonowa Kolejowa Kopalniana "
    "Kościelna Krótka Kwiatowa Leśna Lipowa Łąkowa Mickiewicza Młyńska Nadrzeczna Ogrodowa Parkowa Piaskowa "
    "Podgórna Polna Pocztowa Rybacka Sadowa Słoneczna Solna Spacerowa Szkolna Targowa Wąska Wodna Wrzosowa "
    "Zamkowa Zielona Żwirowa"
)

PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


def surname(word: str, *, of_woman: bool) -> str:
    """The form a woman or a man bears."""
    return f"{word[:-1]}a" if of_woman and word.endswith(("ski", "cki", "dzki")) else word


def plain(text: str) -> str:
    """Letters without Polish signs, small: what stands before the @."""
    return text.translate(PLAIN).lower()

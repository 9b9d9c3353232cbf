"""Invented shops for receipts: names, addresses and goods of Malaysia, Indonesia and elsewhere."""

from dataclasses import replace
from random import Random

from training.generate.identifiers import digits
from training.generate.parties import Party, make_party

_MY_FIRST = ("RESTORAN", "KEDAI MAKAN", "PERNIAGAAN", "SYARIKAT", "KLINIK", "KEDAI BUKU", "PASAR MINI", "KEDAI PAPAN")
_MY_CORE = ("WAN SHENG", "SIAM VILLAGE", "MEI LING", "SRI PETALING", "HONG LEE", "BEST DELIGHT", "TEO HENG", "ALAM MAJU", "SINAR JAYA", "FOOK SENG", "PERMATA", "GOLDEN PINE", "UNI HARDWARE", "KAMPUNG BARU", "CITRA", "MR TOOLS", "BINTANG", "LUCKY STAR", "OCEAN MART", "TAN CHONG", "SEMARAK")  # fmt: skip
_MY_TRADE = ("HARDWARE", "TRADING", "ENTERPRISE", "STATIONERY", "MARKETING", "MACHINERY", "BAKERY", "MINI MARKET", "PHARMACY", "ELECTRICAL", "FOOD INDUSTRIES", "CASH & CARRY", "CAFE", "MOTOR", "GIFT & HOME DECO")  # fmt: skip
_MY_FORM = ("SDN BHD", "SDN. BHD.", "(M) SDN BHD", "ENTERPRISE", "SDN BHD", "")
_MY_ROAD = ("TEMENGGUNG", "PERMAS", "DANGA", "BESTARI", "MERU", "KENARI", "AMPANG", "SAGU", "TEKNOLOGI", "IPOH", "PANDAN INDAH", "SS 2", "PJS 11", "BUKIT TINGGI", "CEMPAKA", "TUN RAZAK", "WANGSA", "KLANG LAMA")  # fmt: skip
_MY_AREA = ("TAMAN MALURI", "BANDAR MAHKOTA", "TAMAN DAYA", "SEKSYEN 9", "TAMAN JOHOR JAYA", "PUSAT BANDAR", "TAMAN DESA", "BANDAR BARU", "KAWASAN PERINDUSTRIAN", "TAMAN SRI MUDA")  # fmt: skip
_MY_CITY = (("43200", "CHERAS", "SELANGOR"), ("81100", "JOHOR BAHRU", "JOHOR"), ("50450", "KUALA LUMPUR", ""), ("47300", "PETALING JAYA", "SELANGOR"), ("40000", "SHAH ALAM", "SELANGOR DARUL EHSAN"), ("41050", "KLANG", "SELANGOR"), ("11900", "BAYAN LEPAS", "PULAU PINANG"), ("30450", "IPOH", "PERAK"), ("75300", "MELAKA", ""))  # fmt: skip
_ID_NAME = ("WARUNG", "KOPI", "BAKMI", "SATE", "RUMAH MAKAN", "TOKO", "DEPOT", "KEDAI")

#: What shops sell, by country of the receipt.
GOODS: dict[str, tuple[str, ...]] = {
    "MY": ("TEH TARIK", "KOPI O PENG", "NASI LEMAK AYAM", "MEE GORENG", "ROTI CANAI", "THAI ICE TEA", "WHITE RICE", "FRIED KANGKUNG", "CHICKEN CHOP", "MILO (B)", "TAKE AWAY", "STEAMED FISH", "PVC PIPE 15MM", "CABLE TIE 200MM", "LED BULB 9W", "A4 PAPER 70GSM", "BATTERY AA 4S", "MASKING TAPE 1\"", "PAINT BRUSH 2\"", "KISMIS 500GM", "SUGAR 1KG", "COOKING OIL 2KG", "BLUE CHEESE BUN", "WHOLEMEAL BREAD", "PETROL RON95", "HOOK SCREW 3/4", "DOOR LOCK SET", "MINERAL WATER 1.5L", "UBAT BATUK", "BISCUIT TIN", "PLASTIC BAG", "NESTLE KITKAT 35G", "PARKING 2 HRS"),
    "ID": ("NASI CAMPUR BALI", "ES TEH MANIS", "AYAM GORENG", "SATE AYAM", "BAKMI SPECIAL", "KOPI SUSU", "TEH BOTOL", "MIE AYAM", "SOTO BETAWI", "JUS ALPUKAT", "AIR MINERAL", "ROTI BAKAR", "ICE LEMON TEA", "CAPPUCCINO", "BUBUR AYAM", "KENTANG GORENG", "NASI PUTIH", "GURAME BAKAR", "CHICKEN KATSU DON", "EXTRA CHEESE", "LESS SUGAR", "HOT TEA", "Egg Tart", "Choco Bun", "Es Kopi Susu", "REAL GANACHE", "TAHU GORENG"),
    "US": ("COFFEE LARGE", "CHEESEBURGER", "FRENCH FRIES", "CAESAR SALAD", "BANANAS", "MILK 2% GAL", "EGGS LARGE 12CT", "PAPER TOWELS 6PK", "CHICKEN BREAST", "ORANGE JUICE", "BAGEL W/ CREAM CHS", "ICED TEA", "TACO PLATE", "PROPANE EXCHANGE", "WOOD SCREWS 1LB", "DRAFT BEER 16OZ", "REG UNLEADED", "AA BATTERIES 8PK", "TYLENOL 24CT", "DOG FOOD 20LB"),
    "GB": ("SEMI SKIMMED MILK", "WHITE BLOOMER 800G", "FLAT WHITE", "FISH & CHIPS", "MEAL DEAL", "CHEDDAR MATURE", "LAGER PINT", "CRISPS SALTED", "CHICKEN TIKKA WRAP", "BANANAS LOOSE", "AMERICANO", "TOMATO SOUP", "CARRIER BAG", "NEWSPAPER", "UNLEADED 95"),
    "DE": ("Vollmilch 3,5 %", "Brötchen", "Bio Bananen", "Butter 250 g", "Cappuccino", "Schnitzel Wiener Art", "Apfelschorle 0,4", "Pfand 0,25", "Gouda jung", "Tragetasche", "Kaffee Creme", "Super E10", "Tagessuppe", "Bratwurst", "Mineralwasser", "Laugenbrezel", "Tomaten Rispe", "Schokolade"),
    "FR": ("Café allongé", "Croissant beurre", "Menu du jour", "Eau minérale", "Baguette tradition", "Lait demi-écrémé", "Entrecôte frites", "Yaourt nature x4", "Jambon blanc", "Verre de rouge", "Pain au chocolat", "Sac caisse", "Tomates grappe", "Crème brûlée"),
    "ES": ("Café con leche", "Tostada tomate", "Menú del día", "Agua mineral", "Leche entera 1L", "Pan de barra", "Jamón serrano", "Caña", "Aceite oliva 1L", "Tortilla", "Bolsa", "Manzanas"),
    "IT": ("Caffè espresso", "Cornetto", "Pizza margherita", "Acqua naturale", "Coperto", "Latte intero 1L", "Pane", "Prosciutto crudo", "Tiramisù", "Vino rosso 1/4", "Pasta 500 g", "Shopper"),
    "NL": ("Koffie verkeerd", "Appeltaart", "Halfvolle melk", "Broodje kaas", "Bitterballen", "Spa blauw", "Tompouce", "Volkoren brood", "Goudse kaas", "Statiegeld", "Biertje 0,25", "Tas"),
}  # fmt: skip


def make_shop(rng: Random, country: str) -> Party:
    """A shop with its address; Malaysian and Indonesian ones are put together here."""
    if country not in ("MY", "ID"):
        return make_party(rng, country)
    base = make_party(rng, "GB")
    if country == "ID":
        name = f"{rng.choice(_ID_NAME)} {rng.choice(('SARI', 'BAROKAH', 'PAK BUDI', 'NUSANTARA', 'MELATI', 'KITA'))}"
        return replace(base, name=name, street=f"Jl. {rng.choice(('Sudirman', 'Thamrin', 'Gajah Mada', 'Diponegoro'))} No. {rng.randint(1, 200)}", postcode=digits(rng, 5), city=rng.choice(("Jakarta", "Bandung", "Surabaya", "Denpasar")), country="ID", vat_id="", registration_id="", iban="", bic="")  # fmt: skip
    style = rng.random()
    if style < 0.3:
        name = f"{rng.choice(_MY_FIRST)} {rng.choice(_MY_CORE)}"
    else:
        name = f"{rng.choice(_MY_CORE)} {rng.choice(_MY_TRADE)}"
    name = f"{name} {rng.choice(_MY_FORM)}".strip()
    postcode, city, state = rng.choice(_MY_CITY)
    number = rng.choice((f"NO. {rng.randint(1, 99)},", f"NO.{rng.randint(1, 99)},", f"LOT {rng.randint(1, 400)},", f"{rng.randint(1, 99)},", f"NO {rng.randint(2, 40)}-G,", f"G.{rng.randint(1, 40)} & G.{rng.randint(1, 40)},"))
    street = f"{number} JALAN {rng.choice(_MY_ROAD)} {rng.choice(('', '', f'{rng.randint(1, 30)}/{rng.randint(1, 20)}', str(rng.randint(1, 14))))}".strip()
    if rng.random() < 0.7:
        street += f", {rng.choice(_MY_AREA)}"
    registration = f"{digits(rng, rng.choice((6, 7)))}-{rng.choice('ADHKMPTUVWX')}" if rng.random() < 0.7 else f"00{digits(rng, 7)}-{rng.choice('WPX')}"
    return replace(base, name=name, street=street, postcode=postcode, city=city, region=state, country="MY", vat_id=f"00{digits(rng, 10)}", register="", registration_id=registration, phone=f"0{rng.randint(3, 7)}-{digits(rng, 4)} {digits(rng, 4)}", iban="", bic="")  # fmt: skip


def shop_address(rng: Random, shop: Party) -> list[str]:
    """The address as a receipt breaks it over lines."""
    if shop.country == "MY":
        tail = ", ".join(part for part in (f"{shop.postcode} {shop.city}", shop.region) if part)
        parts = [f"{part.strip()}," for part in shop.street.split(",") if part.strip()]
        end = rng.choice((".", "", ""))
        lines = [" ".join(parts[:2]), *([" ".join(parts[2:])] if parts[2:] else []), tail + end]
        if rng.random() < 0.25:
            lines = [*lines[:-2], f"{lines[-2]} {lines[-1]}"]
        return lines
    tail = f"{shop.city} {shop.postcode}" if shop.country == "ID" else shop.city_line()
    return [f"{shop.street}, {tail}"] if rng.random() < 0.2 else [shop.street, tail]

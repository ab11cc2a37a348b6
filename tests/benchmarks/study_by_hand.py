"""The formulas of the largest study as a programmer would write them by hand: no engine, one study.

`p` holds the figures of one period as attributes, the given ones and zeros for the others; each
function works out the rows of one line. In the initial period the benefits A to Q are zero.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HOURLY, FRONTLINE, IT_HOURLY = Decimal("45.63"), Decimal("19.78"), Decimal("68.75")
STEPS = ("0.125", "0.139", "0.156", "0.15", "0.136", "0.2", "0.4", "0.75", "1.2", "1.5", "2.5")
EIGHTH, P139, P156, P15, P136, FIFTH, P4, P75, P12, P15X, P25 = map(Decimal, STEPS)


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def collaboration(p):
    p.a2 = cents(Decimal("13.3") * EIGHTH * p.a2_ph0)
    p.a3 = p.a1 * p.a2 * 52 * HOURLY
    p.at = p.a3 * p.a4


def frontline(p):
    p.b2 = cents(Decimal(28 * 5) / 60) * p.b2_ph1
    p.b3 = p.b1 * p.b2 * FRONTLINE * 52
    p.bt = p.b3 * p.b4


def turnover(p):
    p.c1 = 12500 * FRONTLINE * p.c1_ph2
    p.c3 = cents(102 * P139 * p.c3_ph3)
    p.c4 = p.c2 * p.c3 * 2000
    p.ct = p.c1 + p.c4


def meetings(p):
    p.d2 = cents(Decimal("11.5") * P15 * p.d2_ph4)
    p.d3 = p.d1 * p.d2 * 52 * HOURLY
    p.dt = p.d3 * p.d4


def mobility(p):
    p.e1 = P4 * 260
    p.e2 = p.a1 * FIFTH * p.e2_ph5
    p.e3 = p.e1 * p.e2 * HOURLY
    p.et = p.e3 * p.e4


def desk_space(p):
    p.f3 = Decimal("4.5") * Decimal("3.5")
    p.f4 = p.f1 * p.f2 * p.f3
    p.ft = p.f4 * p.f5


def analysis(p):
    p.g2 = cents(5 * P156 * p.g2_ph6)
    p.g3 = p.g1 * p.g2 * 52 * HOURLY
    p.gt = p.g3 * p.g4


def travel(p):
    p.ht = p.h1 * p.h2


def breaches(p):
    p.it = p.i1 * p.i2 * p.i3


def remediation(p):
    p.j1 = Decimal(720 - 150)
    p.j2 = Decimal(129 - 40)
    p.j3 = p.j1 * 40 * p.j3_ph7
    p.j4 = 150 * p.j2 * p.j4_ph8
    p.j5 = (p.j3 + p.j4) * IT_HOURLY
    p.jt = p.j5 * p.j6


def incidents(p):
    p.kt = (p.k1 - p.k3) * (p.k2 - p.k4) * p.k5


def compliance(p):
    if p.year == 1:
        p.l1, p.l2, p.l3, p.l4 = 2 * P15X, 1 * P15X, 2 * P15X, 1 * Decimal("2.0")
        p.l5 = (p.l1 + p.l2 + p.l3 + p.l4) * (Decimal(130000) / 12)
    p.l6 = 500000 * P136 * p.l6_ph9
    p.lt = p.l5 + p.l6


def devices(p):
    p.m1 = (3500 * P12 + 700) / 3
    p.m2 = P25 * IT_HOURLY
    p.mt = p.m1 * p.m2


def support(p):
    p.n1, p.n3 = p.a1, p.b1
    p.n5 = p.n1 * p.n2 + p.n3 * p.n4
    p.n6 = Decimal(150 - 15) / 60
    p.n7 = p.n5 * p.n6 * HOURLY
    p.n9 = p.n7 * p.n8
    p.n15 = p.n10 * p.n11 * p.n12 * p.n13 * p.n14
    p.nt = p.n9 + p.n15


def resets(p):
    p.o1 = p.a1 * 6 * (Decimal(25) / 100)
    p.o2 = p.o1 * (Decimal(75) / 100)
    p.ot = p.o2 * p.o3


def telephony(p):
    p.p1 = p.a1 * P12 + 700
    p.p3 = p.p1 * p.p2 * p.p3_ph10
    p.p4 = 228000 * P4 * p.p4_ph11
    p.p5 = 3500 * 18 * P75 * p.p5_ph12
    p.p6 = p.p4 + p.p5
    p.p7 = 3600 * 30 * p.p7_ph13
    p.pt = p.p3 + p.p6 + p.p7


def third_parties(p):
    p.q1 = 250000 * p.q1_ph14
    p.q2 = 80000 * p.q2_ph15
    p.q3 = 100000 * p.q3_ph16
    p.qt = p.q1 + p.q2 + p.q3


def licences(p):
    p.r1 = 3500 * (975 - 684) * p.r1_ph17
    p.r2 = 500000 * p.r2_ph18
    if p.year:
        p.r3 = 6 * 130000 * p.r3_ph19
    else:
        p.r4 = (p.st + p.tt) * (Decimal(35) / 100)
        p.r5 = p.a1_const * 40
        p.r6 = Decimal(3 * 11825 + 10000 + 10000)
    p.rt = p.r1 + p.r2 + p.r3 + p.r4 + p.r5 + p.r6


def planning(p):
    p.st = (p.s2 + p.s3) * p.s4 * (p.s1 / 12)


def vendor_services(p):
    p.t3 = Decimal(1200 * 22)
    p.tt = p.t1 * p.t2 * p.t3 + p.t4


def training(p):
    p.u3 = 2 * 85000 * p.u3_ph21
    p.ut = p.u1 * p.u2 + p.u3


def subscriptions(p):
    p.v1 = 57 * 12 * p.v1_ph22
    if p.year:
        p.v3 = Decimal(10 * 12)
    p.vt = p.v1 * p.v2 + p.v3 * p.v4


def infrastructure(p):
    if not p.year:
        p.w1 = Decimal(400 * 1000)
    p.w2 = 4500 * 12 * p.w2_ph23
    p.w3 = 25000 * p.w3_ph24
    p.wt = p.w1 + p.w2 + p.w3


IN_YEARS = (
    *(collaboration, frontline, turnover, meetings, mobility, desk_space, analysis, travel),
    *(breaches, remediation, incidents, compliance, devices, support, resets, telephony),
    third_parties,
)
ALWAYS = (planning, vendor_services, training, subscriptions, infrastructure, licences)


def work_out(p):
    """Every row of one period."""
    if p.year:
        for rows in IN_YEARS:
            rows(p)
    for rows in ALWAYS:
        rows(p)

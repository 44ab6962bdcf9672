#!/usr/bin/env python3
"""Writes the tapes of all guests. What a guest computes is computed here a second time, by Python's own libraries where it has it."""
import hashlib, pathlib, random

here = pathlib.Path(__file__).parent
random.seed(1)


def write(name, primary, auxiliary):
    for file, words in (("primary.txt", primary), ("auxiliary.txt", auxiliary)):
        lines = [" ".join(f"{w:#x}" if w > 9999 else str(w) for w in words[i:i + 8]) for i in range(0, len(words), 8)]
        (here / name / file).write_text("\n".join(lines) + "\n")


def little(data):
    data = data + bytes(-len(data) % 4)
    return [int.from_bytes(data[i:i + 4], "little") for i in range(0, len(data), 4)]


def big(data):
    return [int.from_bytes(data[i:i + 4], "big") for i in range(0, len(data), 4)]


def sha256(data):
    return hashlib.sha256(data).digest()


def keccak256(data):
    def rotate(x, n):
        return (x << n | x >> (64 - n)) & (2**64 - 1) if n else x
    state = [[0] * 5 for _ in range(5)]
    block = bytearray(data + bytes(136 - len(data)))
    block[len(data)] ^= 1
    block[135] ^= 0x80
    for i in range(17):
        state[i % 5][i // 5] = int.from_bytes(block[8 * i:8 * i + 8], "little")
    register = 1
    for _ in range(24):
        c = [state[x][0] ^ state[x][1] ^ state[x][2] ^ state[x][3] ^ state[x][4] for x in range(5)]
        for x in range(5):
            for y in range(5):
                state[x][y] ^= c[x - 1] ^ rotate(c[(x + 1) % 5], 1)
        x, y, current = 1, 0, state[1][0]
        for t in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, state[x][y] = state[x][y], rotate(current, (t + 1) * (t + 2) // 2 % 64)
        for y in range(5):
            row = [state[x][y] for x in range(5)]
            for x in range(5):
                state[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]) & (2**64 - 1)
        for j in range(7):
            register = (register << 1 ^ (register >> 7) * 0x171) % 256
            if register & 2:
                state[0][0] ^= 1 << ((1 << j) - 1)
    return b"".join(state[i][0].to_bytes(8, "little") for i in range(4))


assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"

message = b"correct horse battery staple"
write("sha256-preimage", big(sha256(message)), [len(message)] + big(message))

leaf = bytes.fromhex("f39fd6e51aad88f6f4ce6ab8827279cfffb92266") + (10**18).to_bytes(32, "big")
node, siblings = keccak256(leaf), [bytes(random.randrange(256) for _ in range(32)) for _ in range(1)]
for sibling in siblings:
    node = keccak256(min(node, sibling) + max(node, sibling))
write("keccak-merkle", little(node), little(leaf) + [len(siblings)] + sum(map(little, siblings), []))

secrets = [[bytes(random.randrange(256) for _ in range(32)) for _ in range(2)] for _ in range(4)]
vote = 0b1010
write("lamport", [vote] + sum((big(sha256(s)) for pair in secrets for s in pair), []),
      sum((big(pair[vote >> bit & 1]) for bit, pair in enumerate(secrets)), []))

document = b'{"name": "Ada \\"A\\" Lovelace", "child": {"age": 5}, "age": 36, "city": "London"}'
write("json-field", [18] + big(sha256(document)), [len(document)] + little(document))

P, N = 2**256 - 2**32 - 977, 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141
G = (0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798, 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8)


def plus(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = 3 * a[0] ** 2 * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope**2 - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(scalar, point):
    total = None
    for bit in bin(scalar)[2:]:
        total = plus(total, total)
        total = plus(total, point) if bit == "1" else total
    return total


secret, nonce = (int.from_bytes(sha256(text), "big") % N for text in (b"a key that everybody knows", b"and a nonce"))
public, (r, y) = times(secret, G), times(nonce, G)
digest = keccak256(b"\x19Ethereum Signed Message:\n5hello")
s = (int.from_bytes(digest, "big") + r * secret) * pow(nonce, -1, N) % N
s, y = (N - s, P - y) if s > N // 2 else (s, y)
address = keccak256(b"".join(part.to_bytes(32, "big") for part in public))[12:]
write("signature", big(address) + big(digest), big(r.to_bytes(32, "big") + s.to_bytes(32, "big")) + [27 + y % 2])

left, right = ([[random.randrange(2**32) for _ in range(8)] for _ in range(8)] for _ in range(2))
product = [sum(left[r][i] * right[i][c] for i in range(8)) % 2**32 for r in range(8) for c in range(8)]
write("matrix", product, sum(left, []) + sum(right, []))

numbers = [random.randrange(2**32) for _ in range(40)]
write("sorting", sorted(numbers), [len(numbers)] + numbers)

PUSH, INPUT, ADD, SUB, MUL, DUP, SWAP, OVER, DROP, JUMP_IF, LESS, HALT = range(12)
# The factorial: product and counter on the stack.
program = [PUSH | 1 << 8, INPUT, SWAP, OVER, MUL, SWAP, PUSH | 1 << 8, SUB, DUP, JUMP_IF | 2 << 8, DROP, HALT]
write("interpreter", [10, 3628800], [len(program)] + program)

one, other = b"intention of the prover", b"execution of the proof"
row = list(range(len(other) + 1))
for i, a in enumerate(one, 1):
    diagonal, row[0] = row[0], i
    for j, b in enumerate(other, 1):
        diagonal, row[j] = row[j], min(diagonal + (a != b), row[j] + 1, row[j - 1] + 1)
write("levenshtein", [row[-1]], [len(one)] + little(one) + [len(other)] + little(other))

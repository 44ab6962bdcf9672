// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile k13-r32
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is a Halo2 proof (KZG on BN254, SHPLONK openings, Keccak transcript) of 2^13 rows:
///         selector (4 bytes) || program point || advice, random and quotient points || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
contract VnTinyRamVerifier_k13_r32 {
    /// The proof does not hold for this program, answer and public values.
    error InvalidProof();
    /// The proof was made for another profile, version or setup.
    error WrongVerifier(bytes4 received, bytes4 expected);
    error WrongProofLength(uint256 received, uint256 expected);
    /// The program point in the proof is that of another program.
    error WrongProgram(bytes32 received, bytes32 expected);
    error PublicValuesTooLong(uint256 received, uint256 maximum);
    /// Public values are 32-bit words: their length is a multiple of 4.
    error PublicValuesNotWords(uint256 length);
    /// Word `index` of the proof is not below its modulus.
    error NotCanonical(uint256 index);
    /// Words `index` and `index + 1` of the proof are not a point of the curve other than the identity.
    error NotOnCurve(uint256 index);
    /// The chain lacks a precompile that EIP-196, EIP-197 or EIP-198 promises, or the call ran out of gas.
    error PrecompileFailed();
    /// Constructor: fixed commitment `index` is not a point of the curve other than the identity, with coordinates below q.
    error WrongFixedCommitment(uint256 index);
    /// Constructor: [s]_2 is not in the group that the pairing is of, or is one of the two points for which everybody knows s.
    error WrongSG2();

    string public constant PROFILE = "k13-r32";
    uint256 public constant PROOF_LENGTH = 4324;
    uint256 public constant MAX_PUBLIC_BYTES = 108;

    /// Constraint system, constant commitments, setup and format: everything but the program. Computed by the constructor, so
    /// that it cannot be another setup's than the one that proofs are checked against.
    bytes32 public immutable VERIFIER_HASH;
    /// The first four bytes of every proof for this contract.
    bytes4 public immutable SELECTOR;
    /// True if the setup is the development SRS, whose trapdoor is public: then anybody can prove anything, and the contract is
    /// for tests alone.
    bool public immutable INSECURE_DEV_SRS;

    // The setup: commitments of the fixed columns that are the same for all programs, and [s]_2 as the pairing reads it.
    uint256 private immutable F0_X;
    uint256 private immutable F0_Y;
    uint256 private immutable F1_X;
    uint256 private immutable F1_Y;
    uint256 private immutable F2_X;
    uint256 private immutable F2_Y;
    uint256 private immutable F3_X;
    uint256 private immutable F3_Y;
    uint256 private immutable F4_X;
    uint256 private immutable F4_Y;
    uint256 private immutable S_G2_X_IM;
    uint256 private immutable S_G2_X_RE;
    uint256 private immutable S_G2_Y_IM;
    uint256 private immutable S_G2_Y_RE;

    /// Order of BN254's groups: the field of the scalars.
    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// The field of BN254's coordinates.
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    // The proof, in bytes from its first word.
    uint256 private constant POINTS_END = 0x4c0;
    uint256 private constant EVALS_CPTR = 0x4c0;
    uint256 private constant EVALS_SIZE = 0xba0;
    uint256 private constant H1_CPTR = 0x1060;
    uint256 private constant H2_CPTR = 0x10a0;
    uint256 private constant PROGRAM_SIZE = 0x40;

    /// Room for public values. Seven of their words are one scalar, and 4 scalars one row of the instance column.
    uint256 private constant PUBLIC_SIZE = 0x70;
    uint256 private constant WORDS_PER_ROW = 28;

    // Memory, in bytes. Challenges and values first:
    uint256 private constant CHALLENGE_0 = 0x80;
    uint256 private constant CHALLENGE_1 = 0xa0;
    uint256 private constant Y = 0xc0;
    uint256 private constant X = 0xe0;
    uint256 private constant XN = 0x100;
    uint256 private constant OPEN_Y = 0x120;
    uint256 private constant OPEN_V = 0x140;
    uint256 private constant OPEN_U = 0x160;
    uint256 private constant INSTANCE = 0x180;
    uint256 private constant QUOTIENT = 0x1a0;
    uint256 private constant Z_0 = 0x1c0;
    uint256 private constant OPENED = 0x1e0;
    uint256 private constant X_INV_POW_2 = 0x200;
    uint256 private constant X_INV_POW_5 = 0x220;
    uint256 private constant X_INV_POW_7 = 0x240;
    uint256 private constant X_INV_POW_8 = 0x260;
    uint256 private constant X_INV_POW_10 = 0x280;
    uint256 private constant Y_POW_4 = 0x2a0;
    uint256 private constant Y_POW_30 = 0x2c0;
    uint256 private constant FACTOR_1 = 0x2e0;
    uint256 private constant FACTOR_2 = 0x300;
    uint256 private constant FACTOR_3 = 0x320;
    uint256 private constant FACTOR_4 = 0x340;
    uint256 private constant FACTOR_5 = 0x360;
    uint256 private constant FACTOR_6 = 0x380;
    uint256 private constant FACTOR_7 = 0x3a0;
    uint256 private constant FACTOR_8 = 0x3c0;
    uint256 private constant FACTOR_9 = 0x3e0;
    uint256 private constant FACTOR_10 = 0x400;
    uint256 private constant FACTOR_11 = 0x420;
    // The evaluations of the proof, after a place for the transcript's last hash. A: advice, F: fixed; P: rows below, M: above.
    uint256 private constant EVALS_MPTR = 0x460;
    uint256 private constant A7 = 0x460;
    uint256 private constant A8 = 0x480;
    uint256 private constant A6 = 0x4a0;
    uint256 private constant A9 = 0x4c0;
    uint256 private constant A10 = 0x4e0;
    uint256 private constant A4_P1 = 0x500;
    uint256 private constant A3_P1 = 0x520;
    uint256 private constant A5_P1 = 0x540;
    uint256 private constant A1 = 0x560;
    uint256 private constant A11 = 0x580;
    uint256 private constant A12 = 0x5a0;
    uint256 private constant A12_P1 = 0x5c0;
    uint256 private constant A0 = 0x5e0;
    uint256 private constant A2 = 0x600;
    uint256 private constant A3 = 0x620;
    uint256 private constant A4 = 0x640;
    uint256 private constant A5 = 0x660;
    uint256 private constant A11_P1 = 0x680;
    uint256 private constant A11_P3 = 0x6a0;
    uint256 private constant A0_M2 = 0x6c0;
    uint256 private constant A5_M2 = 0x6e0;
    uint256 private constant A7_P1 = 0x700;
    uint256 private constant A0_P1 = 0x720;
    uint256 private constant A2_P1 = 0x740;
    uint256 private constant A0_P3 = 0x760;
    uint256 private constant A2_P3 = 0x780;
    uint256 private constant A3_P3 = 0x7a0;
    uint256 private constant A4_P3 = 0x7c0;
    uint256 private constant A1_P1 = 0x7e0;
    uint256 private constant A1_P3 = 0x800;
    uint256 private constant A0_P5 = 0x820;
    uint256 private constant A1_P5 = 0x840;
    uint256 private constant A2_P5 = 0x860;
    uint256 private constant A0_P7 = 0x880;
    uint256 private constant A1_P7 = 0x8a0;
    uint256 private constant A2_P7 = 0x8c0;
    uint256 private constant A4_P7 = 0x8e0;
    uint256 private constant A0_P6 = 0x900;
    uint256 private constant A5_P7 = 0x920;
    uint256 private constant A5_P3 = 0x940;
    uint256 private constant A5_P5 = 0x960;
    uint256 private constant A3_P6 = 0x980;
    uint256 private constant A3_P4 = 0x9a0;
    uint256 private constant A3_P7 = 0x9c0;
    uint256 private constant A3_P5 = 0x9e0;
    uint256 private constant A0_P2 = 0xa00;
    uint256 private constant A2_P2 = 0xa20;
    uint256 private constant A3_P2 = 0xa40;
    uint256 private constant A4_P2 = 0xa60;
    uint256 private constant A5_P2 = 0xa80;
    uint256 private constant A0_P4 = 0xaa0;
    uint256 private constant A4_P4 = 0xac0;
    uint256 private constant A2_P4 = 0xae0;
    uint256 private constant A4_P6 = 0xb00;
    uint256 private constant A7_P4 = 0xb20;
    uint256 private constant A7_P5 = 0xb40;
    uint256 private constant A7_P6 = 0xb60;
    uint256 private constant A7_P7 = 0xb80;
    uint256 private constant A2_P6 = 0xba0;
    uint256 private constant A4_P5 = 0xbc0;
    uint256 private constant A7_P2 = 0xbe0;
    uint256 private constant A7_P3 = 0xc00;
    uint256 private constant A0_P8 = 0xc20;
    uint256 private constant A0_P9 = 0xc40;
    uint256 private constant A4_P8 = 0xc60;
    uint256 private constant A1_P9 = 0xc80;
    uint256 private constant A8_P1 = 0xca0;
    uint256 private constant A8_P2 = 0xcc0;
    uint256 private constant A8_P3 = 0xce0;
    uint256 private constant A8_P4 = 0xd00;
    uint256 private constant A8_P5 = 0xd20;
    uint256 private constant A8_P6 = 0xd40;
    uint256 private constant A8_P7 = 0xd60;
    uint256 private constant A5_P4 = 0xd80;
    uint256 private constant A5_P6 = 0xda0;
    uint256 private constant F0 = 0xdc0;
    uint256 private constant F0_M1 = 0xde0;
    uint256 private constant F1 = 0xe00;
    uint256 private constant F1_M2 = 0xe20;
    uint256 private constant F1_M4 = 0xe40;
    uint256 private constant F3 = 0xe60;
    uint256 private constant F2 = 0xe80;
    uint256 private constant F4 = 0xea0;
    uint256 private constant F0_M2 = 0xec0;
    uint256 private constant F1_M6 = 0xee0;
    uint256 private constant F4_M2 = 0xf00;
    uint256 private constant F4_P2 = 0xf20;
    uint256 private constant F2_P2 = 0xf40;
    uint256 private constant F5 = 0xf60;
    uint256 private constant F5_P1 = 0xf80;
    uint256 private constant F1_M8 = 0xfa0;
    uint256 private constant F1_P8 = 0xfc0;
    uint256 private constant RANDOM = 0xfe0;
    // Values that several gates share.
    uint256 private constant SHARED_0 = 0x1000;
    uint256 private constant SHARED_1 = 0x1020;
    uint256 private constant SHARED_2 = 0x1040;
    uint256 private constant SHARED_3 = 0x1060;
    uint256 private constant SHARED_4 = 0x1080;
    uint256 private constant SHARED_5 = 0x10a0;
    uint256 private constant SHARED_6 = 0x10c0;
    uint256 private constant SHARED_7 = 0x10e0;
    uint256 private constant SHARED_8 = 0x1100;
    uint256 private constant SHARED_9 = 0x1120;
    uint256 private constant SHARED_10 = 0x1140;
    uint256 private constant SHARED_11 = 0x1160;
    uint256 private constant SHARED_12 = 0x1180;
    uint256 private constant SHARED_13 = 0x11a0;
    uint256 private constant SHARED_14 = 0x11c0;
    uint256 private constant SHARED_15 = 0x11e0;
    uint256 private constant SHARED_16 = 0x1200;
    uint256 private constant SHARED_17 = 0x1220;
    uint256 private constant SHARED_18 = 0x1240;
    uint256 private constant SHARED_19 = 0x1260;
    uint256 private constant SHARED_20 = 0x1280;
    uint256 private constant SHARED_21 = 0x12a0;
    uint256 private constant SHARED_22 = 0x12c0;
    uint256 private constant SHARED_23 = 0x12e0;
    uint256 private constant SHARED_24 = 0x1300;
    uint256 private constant SHARED_25 = 0x1320;
    uint256 private constant SHARED_26 = 0x1340;
    uint256 private constant SHARED_27 = 0x1360;
    uint256 private constant SHARED_28 = 0x1380;
    // The transcript's start: seed, program points, public values, first points. Later rounds lie over these points.
    uint256 private constant TRANSCRIPT_MPTR = 0x13a0;
    uint256 private constant PROGRAM_MPTR = 0x13c0;
    uint256 private constant ANSWER_MPTR = 0x1400;
    uint256 private constant LENGTH_MPTR = 0x1420;
    uint256 private constant PUBLIC_MPTR = 0x1440;
    uint256 private constant ABSORB_MPTR = 0x14b0;
    // What one inversion inverts; then, at a distance, the products before each.
    uint256 private constant INVERSES_MPTR = 0x17a0;
    uint256 private constant X_INV = 0x17a0;
    uint256 private constant XN_INV = 0x17c0;
    uint256 private constant INSTANCE_INV = 0x17e0;
    uint256 private constant U_INV_M8 = 0x1800;
    uint256 private constant U_INV_M6 = 0x1820;
    uint256 private constant U_INV_M4 = 0x1840;
    uint256 private constant U_INV_M2 = 0x1860;
    uint256 private constant U_INV_M1 = 0x1880;
    uint256 private constant U_INV = 0x18a0;
    uint256 private constant U_INV_P1 = 0x18c0;
    uint256 private constant U_INV_P2 = 0x18e0;
    uint256 private constant U_INV_P3 = 0x1900;
    uint256 private constant U_INV_P4 = 0x1920;
    uint256 private constant U_INV_P5 = 0x1940;
    uint256 private constant U_INV_P6 = 0x1960;
    uint256 private constant U_INV_P7 = 0x1980;
    uint256 private constant U_INV_P8 = 0x19a0;
    uint256 private constant U_INV_P9 = 0x19c0;
    uint256 private constant PRODUCTS = 0x240;
    // Arguments of precompiles.
    uint256 private constant SCRATCH_MPTR = 0x1c20;
    uint256 private constant SUM_MPTR = 0x1ce0;
    uint256 private constant POINT_MPTR = 0x1d20;
    uint256 private constant SCALAR_MPTR = 0x1d60;
    uint256 private constant PAIRING_MPTR = 0x1d80;
    // Commitments of the setup, each with a place for its factor.
    uint256 private constant F0_MPTR = 0x1f00;
    uint256 private constant F1_MPTR = 0x1f60;
    uint256 private constant F2_MPTR = 0x1fc0;
    uint256 private constant F3_MPTR = 0x2020;
    uint256 private constant F4_MPTR = 0x2080;
    uint256 private constant MEMORY_END = 0x20e0;
    /// @param fixedCommitments x and y of each, in the order of the columns.
    /// @param sG2              [s]_2: imaginary and real part of x, then of y.
    constructor(uint256[10] memory fixedCommitments, uint256[4] memory sG2) {
        for (uint256 i = 0; i < fixedCommitments.length; i += 2) {
            (uint256 x, uint256 y) = (fixedCommitments[i], fixedCommitments[i + 1]);
            bool onCurve = mulmod(y, y, Q) == addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q);
            if (x >= Q || y >= Q || !onCurve) revert WrongFixedCommitment(i / 2);
        }
        _checkSG2(sG2);
        bytes32 hash = keccak256(
            bytes.concat(hex"766e54696e7952414d207665726966696572207631006b31332d723332000000000d729ec079ea936532cec6a874857b5e1163afb2264d1d7b1f1b84de3879b984cb", abi.encodePacked(fixedCommitments), hex"edf692d95cbdde46ddda5ef7d422436779445c5e66006a42761e1f12efde0018c212f3aeb785e49712e7a9353349aaf1255dfb31b7bf60723a480d9293938e19", _compress(sG2))
        );
        VERIFIER_HASH = hash;
        SELECTOR = bytes4(hash);
        INSECURE_DEV_SRS = keccak256(abi.encode(sG2)) == 0x1147c92e73b5cdd2c9454d48aaaccb50aee3e69776f79a0f9130578395e016a3;
        F0_X = fixedCommitments[0];
        F0_Y = fixedCommitments[1];
        F1_X = fixedCommitments[2];
        F1_Y = fixedCommitments[3];
        F2_X = fixedCommitments[4];
        F2_Y = fixedCommitments[5];
        F3_X = fixedCommitments[6];
        F3_Y = fixedCommitments[7];
        F4_X = fixedCommitments[8];
        F4_Y = fixedCommitments[9];
        S_G2_X_IM = sG2[0];
        S_G2_X_RE = sG2[1];
        S_G2_Y_IM = sG2[2];
        S_G2_Y_RE = sG2[3];
    }

    /// The pairing's precompile refuses points outside of its group: e(0, [s]_2) = 1 for all others.
    function _checkSG2(uint256[4] memory sG2) private view {
        if (sG2[0] | sG2[1] | sG2[2] | sG2[3] == 0) revert WrongSG2(); // s = 0
        if (sG2[0] == 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2) revert WrongSG2(); // s = 1 or -1
        (bool done, bytes memory one) = address(0x08).staticcall(abi.encode(uint256(0), uint256(0), sG2));
        if (!done || one.length != 0x20 || abi.decode(one, (uint256)) != 1) revert WrongSG2();
    }

    /// A point of G2 as the Rust library hashes it: x in 64 bytes, little-endian, real part first; the last byte's bit 6 says
    /// whether y is odd.
    function _compress(uint256[4] memory point) private pure returns (bytes memory compressed) {
        compressed = new bytes(64);
        for (uint256 i = 0; i < 32; i++) {
            compressed[i] = bytes1(uint8(point[1] >> (8 * i)));
            compressed[32 + i] = bytes1(uint8(point[0] >> (8 * i)));
        }
        compressed[63] |= bytes1(uint8((point[3] & 1) << 6));
    }

    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view {
        _verify(programId, 0, publicValues, proof);
    }

    function verifyAnswer(bytes32 programId, uint32 answer, bytes calldata publicValues, bytes calldata proof)
        external
        view
    {
        _verify(programId, answer, publicValues, proof);
    }

    function _verify(bytes32 programId, uint256 answer, bytes calldata publicValues, bytes calldata proof) private view {
        if (publicValues.length % 4 != 0) revert PublicValuesNotWords(publicValues.length);
        if (publicValues.length > MAX_PUBLIC_BYTES) revert PublicValuesTooLong(publicValues.length, MAX_PUBLIC_BYTES);
        if (proof.length < 4) revert WrongProofLength(proof.length, PROOF_LENGTH);
        if (bytes4(proof) != SELECTOR) revert WrongVerifier(bytes4(proof), SELECTOR);
        if (proof.length != PROOF_LENGTH) revert WrongProofLength(proof.length, PROOF_LENGTH);
        uint256 words;
        assembly {
            words := add(proof.offset, 4)
            mstore(0x40, MEMORY_END)
        }
        _checkWords(words);
        _bindProgram(programId, words);
        _placePublicValues(answer, publicValues);
        _deriveChallenges(words);
        _sumInstance(answer, publicValues.length / 4);
        _invert();
        _evaluateGates();
        _combineEvaluations();
        _placeSetup();
        _checkOpening(words);
    }

    /// Every coordinate is below q, every point on the curve and not the identity, every scalar below r: one statement of the
    /// transcript has one encoding, and the precompiles below get nothing that they would burn all gas on.
    function _checkWords(uint256 words) private pure {
        bool good;
        assembly {
            function goodPoints(from, to) -> all {
                let q := Q
                all := 1
                for {} lt(from, to) { from := add(from, 0x40) } {
                    let x := calldataload(from)
                    let y := calldataload(add(from, 0x20))
                    all := and(
                        // (0, 0), the encoding of the identity, is not on y^2 = x^3 + 3.
                        eq(mulmod(y, y, q), addmod(mulmod(x, mulmod(x, x, q), q), 3, q)),
                        and(and(lt(x, q), lt(y, q)), all)
                    )
                }
            }
            function goodScalars(from, to) -> all {
                let r := R
                all := 1
                for { let eight := sub(to, 0xe0) } lt(from, eight) { from := add(from, 0x100) } {
                    all := and(all, and(
                        and(
                            and(lt(calldataload(from), r), lt(calldataload(add(from, 0x20)), r)),
                            and(lt(calldataload(add(from, 0x40)), r), lt(calldataload(add(from, 0x60)), r))
                        ),
                        and(
                            and(lt(calldataload(add(from, 0x80)), r), lt(calldataload(add(from, 0xa0)), r)),
                            and(lt(calldataload(add(from, 0xc0)), r), lt(calldataload(add(from, 0xe0)), r))
                        )
                    ))
                }
                for {} lt(from, to) { from := add(from, 0x20) } { all := and(all, lt(calldataload(from), r)) }
            }
            good := and(
                goodPoints(words, add(words, POINTS_END)),
                and(
                    goodScalars(add(words, EVALS_CPTR), add(words, H1_CPTR)),
                    goodPoints(add(words, H1_CPTR), add(words, add(H2_CPTR, 0x40)))
                )
            )
        }
        if (!good) _refuseWords(words);
    }
    /// Names the first word that is not as it should be.
    function _refuseWords(uint256 words) private pure {
        for (uint256 offset = 0; offset < PROOF_LENGTH - 4; offset += 0x20) {
            uint256 x;
            uint256 y;
            assembly {
                x := calldataload(add(words, offset))
                y := calldataload(add(words, add(offset, 0x20)))
            }
            uint256 index = offset / 0x20;
            if (offset >= EVALS_CPTR && offset < H1_CPTR) {
                if (x >= R) revert NotCanonical(index);
                continue;
            }
            if (x >= Q) revert NotCanonical(index);
            if (y >= Q) revert NotCanonical(index + 1);
            if (mulmod(y, y, Q) != addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q)) revert NotOnCurve(index);
            offset += 0x20;
        }
        revert InvalidProof(); // not reached: this is called for a proof with a bad word
    }

    /// programId = keccak256(VERIFIER_HASH || program point). The transcript starts with the same point, after the seed.
    function _bindProgram(bytes32 programId, uint256 words) private view {
        bytes32 received;
        bytes32 hash = VERIFIER_HASH;
        assembly {
            mstore(TRANSCRIPT_MPTR, hash)
            calldatacopy(PROGRAM_MPTR, words, PROGRAM_SIZE)
            received := keccak256(TRANSCRIPT_MPTR, add(0x20, PROGRAM_SIZE))
            mstore(TRANSCRIPT_MPTR, mod(hash, R)) // the seed
        }
        if (received != programId) revert WrongProgram(received, programId);
    }

    /// The transcript goes on with answer, number of words, and the words, zeros behind them.
    function _placePublicValues(uint256 answer, bytes calldata publicValues) private pure {
        assembly {
            mstore(ANSWER_MPTR, answer)
            mstore(LENGTH_MPTR, shr(2, publicValues.length))
            calldatacopy(PUBLIC_MPTR, calldatasize(), PUBLIC_SIZE) // zeros
            calldatacopy(PUBLIC_MPTR, publicValues.offset, publicValues.length)
        }
    }

    /// Fiat-Shamir: each challenge is the hash of the one before and of all that was sent since.
    function _deriveChallenges(uint256 words) private pure {
        assembly {
            function again(last) -> hash {
                mstore(0x00, last)
                mstore8(0x20, 1)
                hash := keccak256(0x00, 0x21)
            }
            function absorb(last, from, size) -> hash {
                mstore(ABSORB_MPTR, last)
                calldatacopy(add(ABSORB_MPTR, 0x20), from, size)
                hash := keccak256(ABSORB_MPTR, add(size, 0x20))
            }
            let r := R
            let hash
            calldatacopy(ABSORB_MPTR, add(words, 0x40), 0x2c0)
            hash := keccak256(TRANSCRIPT_MPTR, add(sub(ABSORB_MPTR, TRANSCRIPT_MPTR), 0x2c0))
            mstore(CHALLENGE_0, mod(hash, r))
            hash := again(hash)
            mstore(CHALLENGE_1, mod(hash, r))
            hash := absorb(hash, add(words, 0x300), 0x80)
            // drawn for arguments that this circuit does not use
            hash := again(hash)
            // drawn for arguments that this circuit does not use
            hash := again(hash)
            // drawn for arguments that this circuit does not use
            hash := absorb(hash, add(words, 0x380), 0x40)
            mstore(Y, mod(hash, r))
            hash := absorb(hash, add(words, 0x3c0), 0x100)
            mstore(X, mod(hash, r))
            mstore(sub(EVALS_MPTR, 0x20), hash)
            calldatacopy(EVALS_MPTR, add(words, EVALS_CPTR), EVALS_SIZE)
            hash := keccak256(sub(EVALS_MPTR, 0x20), add(EVALS_SIZE, 0x20))
            mstore(OPEN_Y, mod(hash, r))
            hash := again(hash)
            mstore(OPEN_V, mod(hash, r))
            hash := absorb(hash, add(words, H1_CPTR), 0x40)
            mstore(OPEN_U, mod(hash, r))
        }
    }

    /// The instance column at x, from its rows that are not zero: sum of value / (x / w^row - 1), as one fraction, times
    /// (x^n - 1) / n, which comes later. The value of a row is a polynomial in the first challenge, which was drawn after the proof's
    /// own words were committed: its scalars, then the number of words from its first one on.
    /// @dev Sums are left unreduced where a mulmod follows. For x = 0, which _invert refuses, differences are nonsense.
    function _sumInstance(uint256 answer, uint256 left) private pure {
        assembly {
            let r := R
            let beta := mload(CHALLENGE_0)
            let numerator := 0
            let denominator := 1
            if answer {
                numerator := answer
                denominator := sub(mulmod(mload(X), 0x1e3cef5e680760be385354b20cfa424b1545b57ee133143343ec8178b2e4ae8b, r), 1)
            }
            let ratio := mulmod(mload(X), 0x0935bee3503519e4e44d84e81138f50355638e39d6acdd226fc409fca5512d22, r)
            for { let from := PUBLIC_MPTR } sgt(left, 0) { left := sub(left, WORDS_PER_ROW) } {
                let difference := sub(ratio, 1)
                // value / difference is added to the fraction; the value by Horner's rule.
                numerator := add(mulmod(numerator, difference, r), mulmod(denominator,
                    add(shr(32, mload(from)), mulmod(beta,
                    add(shr(32, mload(add(from, 28))), mulmod(beta,
                    add(shr(32, mload(add(from, 56))), mulmod(beta,
                    add(shr(32, mload(add(from, 84))), mulmod(beta,
                    left, r)), r)), r)), r))
                , r))
                denominator := mulmod(denominator, difference, r)
                ratio := mulmod(ratio, 0x268f8e71fa9fae10cf43896ccf9799ac1f6e6db2c7b76c3c34f31cf5d9e5e8d2, r)
                from := add(from, 112)
            }
            mstore(INSTANCE, numerator)
            mstore(INSTANCE_INV, denominator)
        }
    }

    /// The points of the openings, x^n, and all inversions of the verification at the price of one: x, x^n - 1, the instance's
    /// denominator, and u - x w^rotation for every rotation.
    function _invert() private view {
        bool invertible;
        bool available;
        assembly {
            let r := R
            let x := mload(X)
            let xn := x
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            mstore(XN, xn)
            let u := mload(OPEN_U)
            // Montgomery's trick: the product of all, with the product before each kept beside it.
            let value := x
            mstore(X_INV, value)
            let product := value
            value := addmod(xn, sub(r, 1), r)
            mstore(XN_INV, value)
            mstore(add(XN_INV, PRODUCTS), product)
            product := mulmod(product, value, r)
            mstore(add(INSTANCE_INV, PRODUCTS), product)
            product := mulmod(product, mload(INSTANCE_INV), r)
            value := addmod(u, sub(r, mulmod(x, 0x0ae3c95fc03c0a5f2de8a8f46c03ccdfdfed2bb98c9e4ae0b10b15eda4e3b1e3, r)), r)
            mstore(U_INV_M8, value)
            mstore(add(U_INV_M8, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x1fe62c4a3c6640bbac666390d8ab7318a0de5374d46b2921e3217838d26470ad, r)), r)
            mstore(U_INV_M6, value)
            mstore(add(U_INV_M6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2afd4e77273f1cb3434a4a667929058c156b21573c3f1efc882e708597d7161a, r)), r)
            mstore(U_INV_M4, value)
            mstore(add(U_INV_M4, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x179c2392139def1b24f4e92b4bfba20a0fa885cb6bfc2f2cb92790e00237d0c0, r)), r)
            mstore(U_INV_M2, value)
            mstore(add(U_INV_M2, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x09ff38534bd08f2b08b6010aaee9ac485d3afb3a9ae4280907537b08fc6e53e5, r)), r)
            mstore(U_INV_M1, value)
            mstore(add(U_INV_M1, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, x), r)
            mstore(U_INV, value)
            mstore(add(U_INV, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x10e3d295c1599ff535a1bb49f23d81aa03bd0ed25881f9ed12b179af67f67ae1, r)), r)
            mstore(U_INV_P1, value)
            mstore(add(U_INV_P1, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2f6122bbf1d35fdaa9953f60087a423238aa810773efee2a251aa6161f2e6ee6, r)), r)
            mstore(U_INV_P2, value)
            mstore(add(U_INV_P2, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2bc6fba9e9f8c42fe458dea80ddb1982620186ca88e026d277c6a56e8060f554, r)), r)
            mstore(U_INV_P3, value)
            mstore(add(U_INV_P3, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x14c60185e75885d674db4b3f7d4a5694fa6c01aa0f53557b060bc04a4172705f, r)), r)
            mstore(U_INV_P4, value)
            mstore(add(U_INV_P4, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x05522b8922a8722844ca09970e880a3f338b55601affe0a844b532d75e9f6b45, r)), r)
            mstore(U_INV_P5, value)
            mstore(add(U_INV_P5, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x0fc9b0d2648547b1269df485820744f09b040ce18eeec2900205dbd323be210e, r)), r)
            mstore(U_INV_P6, value)
            mstore(add(U_INV_P6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x26b8dd6988468cea9baf7a7d6a88853801cf0861c73c5cfe1013f558a28e3c83, r)), r)
            mstore(U_INV_P7, value)
            mstore(add(U_INV_P7, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2ad9021ed07c42ab19f77c5cf2cbd2deb135ea330f1b1573bd08d99309c4bb7d, r)), r)
            mstore(U_INV_P8, value)
            mstore(add(U_INV_P8, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2a34bb5dd8bc902842c3b331ef3d2f05e7e5f4c6e1c389271cc6335c9e6dd8ce, r)), r)
            mstore(U_INV_P9, value)
            mstore(add(U_INV_P9, PRODUCTS), product)
            product := mulmod(product, value, r)
            mstore(Z_0, mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mload(U_INV), r), r), r), r), r), r), r))
            invertible := gt(product, 0)
            // product^(r - 2) by EIP-198.
            mstore(SCRATCH_MPTR, 0x20)
            mstore(add(SCRATCH_MPTR, 0x20), 0x20)
            mstore(add(SCRATCH_MPTR, 0x40), 0x20)
            mstore(add(SCRATCH_MPTR, 0x60), product)
            mstore(add(SCRATCH_MPTR, 0x80), sub(r, 2))
            mstore(add(SCRATCH_MPTR, 0xa0), r)
            available := staticcall(gas(), 0x05, SCRATCH_MPTR, 0xc0, SCRATCH_MPTR, 0x20)
            available := and(available, eq(returndatasize(), 0x20))
            let inverse := mload(SCRATCH_MPTR)
            value := mload(U_INV_P9)
            mstore(U_INV_P9, mulmod(inverse, mload(add(U_INV_P9, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P8)
            mstore(U_INV_P8, mulmod(inverse, mload(add(U_INV_P8, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P7)
            mstore(U_INV_P7, mulmod(inverse, mload(add(U_INV_P7, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P6)
            mstore(U_INV_P6, mulmod(inverse, mload(add(U_INV_P6, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P5)
            mstore(U_INV_P5, mulmod(inverse, mload(add(U_INV_P5, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P4)
            mstore(U_INV_P4, mulmod(inverse, mload(add(U_INV_P4, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P3)
            mstore(U_INV_P3, mulmod(inverse, mload(add(U_INV_P3, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P2)
            mstore(U_INV_P2, mulmod(inverse, mload(add(U_INV_P2, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P1)
            mstore(U_INV_P1, mulmod(inverse, mload(add(U_INV_P1, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV)
            mstore(U_INV, mulmod(inverse, mload(add(U_INV, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M1)
            mstore(U_INV_M1, mulmod(inverse, mload(add(U_INV_M1, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M2)
            mstore(U_INV_M2, mulmod(inverse, mload(add(U_INV_M2, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M4)
            mstore(U_INV_M4, mulmod(inverse, mload(add(U_INV_M4, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M6)
            mstore(U_INV_M6, mulmod(inverse, mload(add(U_INV_M6, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M8)
            mstore(U_INV_M8, mulmod(inverse, mload(add(U_INV_M8, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(INSTANCE_INV)
            mstore(INSTANCE_INV, mulmod(inverse, mload(add(INSTANCE_INV, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(XN_INV)
            mstore(XN_INV, mulmod(inverse, mload(add(XN_INV, PRODUCTS)), r))
            mstore(X_INV, mulmod(inverse, value, r))
            // The instance column at x, whole.
            value := mulmod(mload(INSTANCE), mload(INSTANCE_INV), r)
            mstore(INSTANCE, mulmod(value, mulmod(addmod(xn, sub(r, 1), r), 0x3062cb506d9a969cb702833453cd4c52654aa6a93775a2c5bf57d68443608001, r), r))
        }
        if (!available) revert PrecompileFailed();
        // A challenge that hits a zero proves nothing; nobody will ever see one.
        if (!invertible) revert InvalidProof();
    }

    /// All gates at x, combined by powers of y: the quotient's value is this over x^n - 1.
    /// @dev Sums are left unreduced while they cannot exceed 5 r < 2^256.
    function _evaluateGates() private pure {
        assembly {
            function gates() -> h {
                let r := R
                let y := mload(Y)
                let g // constraints of one selector
                g := y
                g := mulmod(g, g, r)
                g := mulmod(g, g, r)
                mstore(Y_POW_4, g)
                g := y
                g := mulmod(g, g, r)
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                mstore(Y_POW_30, g)
                // lookups: lookups: limbs and lane
                mstore(SHARED_0, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A9), mulmod(mload(CHALLENGE_0), mulmod(mload(A10), mload(CHALLENGE_0), r), r)), r))))
                mstore(SHARED_1, add(mload(CHALLENGE_1), sub(r, mod(add(add(mload(A7), sub(r, mulmod(mload(A9), 256, r))), mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), add(mload(A8), sub(r, mulmod(mload(A10), 0x0000000000000000000000000000000000000000000000000000000000010000, r))), r), r)), r))))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A4_P1), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), mload(A3_P1), r), add(mload(F1), mulmod(mload(F1_M2), 2, r))), r)), r))))
                mstore(SHARED_3, add(mload(F1), mload(F1_M2)))
                h := add(sub(r, mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mload(SHARED_3), r), r)), add(sub(r, mulmod(mload(SHARED_2), mulmod(mload(F0), mload(SHARED_0), r), r)), add(sub(r, mulmod(mload(SHARED_2), mulmod(mload(F0), mload(SHARED_1), r), r)), mulmod(mload(SHARED_2), mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mulmod(mload(F0), mload(A11), r), r), r), r))))
                // lookups: lookups: running sum on first rows
                mstore(SHARED_2, add(mload(A12_P1), sub(r, mload(A12))))
                mstore(SHARED_4, add(mload(F1_M2), mload(F1_M4)))
                mstore(SHARED_5, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A5_P1), mulmod(mload(CHALLENGE_0), add(mulmod(mload(F1), 3, r), mulmod(mload(SHARED_4), 4, r)), r)), r))))
                mstore(SHARED_6, mulmod(mload(CHALLENGE_0), 5, r))
                mstore(SHARED_7, add(mload(F3), sub(r, 1)))
                mstore(SHARED_8, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_6), add(mload(SHARED_7), sub(r, mload(A1)))), r))))
                mstore(SHARED_6, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_6), mload(SHARED_7)), r))))
                h := add(mulmod(h, y, r), add(mulmod(mload(SHARED_8), mulmod(mload(SHARED_5), mulmod(mload(F0), mload(A6), r), r), r), add(sub(r, mulmod(mload(SHARED_6), mulmod(mload(F0), mload(SHARED_5), r), r)), add(sub(r, mulmod(mload(SHARED_6), mulmod(mload(SHARED_8), add(mload(F1), mload(SHARED_4)), r), r)), mulmod(mload(SHARED_6), mulmod(mload(SHARED_8), mulmod(mload(SHARED_5), mulmod(mload(F0), add(mload(SHARED_2), sub(r, mload(A11))), r), r), r), r)))))
                // lookups: lookups: running sum on second rows
                mstore(SHARED_8, add(mload(CHALLENGE_1), sub(r, mod(add(mload(F3), mulmod(mload(CHALLENGE_0), add(mload(F2), mulmod(mload(CHALLENGE_0), mload(F4), r)), r)), r))))
                h := add(mulmod(h, y, r), add(mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mulmod(mload(A6), mload(F0_M1), r), r), r), add(sub(r, mulmod(mload(SHARED_8), mulmod(mload(SHARED_0), mload(F0_M1), r), r)), add(sub(r, mulmod(mload(SHARED_8), mulmod(mload(SHARED_1), mload(F0_M1), r), r)), mulmod(mload(SHARED_8), mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mulmod(mload(SHARED_2), mload(F0_M1), r), r), r), r)))))
                // lookups: lookups: sum starts at zero
                mstore(SHARED_1, mulmod(mload(F0), add(1, sub(r, mload(F0_M2))), r))
                h := add(mulmod(h, y, r), mulmod(mload(A12), mload(SHARED_1), r))
                // lookups: lookups: sum ends at zero
                mstore(SHARED_0, mulmod(mload(F0_M2), add(1, sub(r, mload(F0))), r))
                h := add(mulmod(h, y, r), mulmod(mload(A12), mload(SHARED_0), r))
                // memory: memory: product
                mstore(SHARED_8, add(mload(F1_M4), mload(F1_M6)))
                mstore(SHARED_2, add(1, sub(r, mod(mload(SHARED_8), r))))
                mstore(SHARED_3, mod(add(mload(F1_M6), add(mload(SHARED_3), mload(F1_M4))), r))
                mstore(SHARED_5, add(mload(F0), sub(r, mload(SHARED_3))))
                mstore(SHARED_6, add(mulmod(mload(F3), add(1, sub(r, mod(mload(SHARED_5), r))), r), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), add(mulmod(mload(SHARED_2), mload(A5), r), mulmod(mload(F1), add(mload(A3), sub(r, mload(A5))), r)), r), add(mload(A4), mulmod(add(mload(F1), mload(F1_M4)), add(mload(A2), sub(r, mload(A4))), r))), r)))
                mstore(SHARED_2, add(mload(A0), mulmod(mload(CHALLENGE_0), add(mload(A1), mulmod(mload(CHALLENGE_0), add(mload(A2), mulmod(mload(CHALLENGE_0), mulmod(mload(SHARED_2), mload(A3), r), r)), r)), r)))
                h := add(mulmod(h, y, r), mulmod(mload(F0), add(mulmod(mload(A11_P3), add(mload(CHALLENGE_1), sub(r, mod(mload(SHARED_2), r))), r), sub(r, mulmod(mload(A11_P1), add(mload(CHALLENGE_1), sub(r, mod(add(mload(A0), mulmod(mload(CHALLENGE_0), mload(SHARED_6), r)), r))), r))), r))
                // memory: memory: product starts at one
                mstore(SHARED_2, add(mload(A11_P1), sub(r, 1)))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), mload(SHARED_2), r))
                // memory: memory: product ends at one
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(SHARED_2), r))
                // boot: boot: first address
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), add(mload(A0), 32), r))
                // boot: boot: fixed addresses follow each other
                mstore(SHARED_1, add(1, sub(r, mload(F4))))
                mstore(SHARED_0, mulmod(mload(SHARED_1), mulmod(mload(F2), mload(SHARED_5), r), r))
                mstore(SHARED_2, mod(add(sub(r, 1), add(mload(A0), sub(r, mload(A0_M2)))), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mulmod(mload(F0_M2), add(mload(SHARED_5), sub(r, mload(SHARED_0))), r), r))
                // boot: boot: fresh addresses ascend
                mstore(SHARED_6, add(mload(A7), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P1), r)))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), add(mload(SHARED_2), sub(r, mod(mload(SHARED_6), r))), r))
                // boot: boot: last address
                h := add(mulmod(h, y, r), mulmod(add(mload(A0), sub(r, 0x000000000000000000000000000000000000000000000000000000002000001c)), mulmod(mload(SHARED_0), add(1, sub(r, mload(F2_P2))), r), r))
                // boot: boot: low word from the image
                mstore(SHARED_1, mulmod(mload(SHARED_5), mload(SHARED_1), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), add(mload(A4), sub(r, mload(F5))), r))
                // boot: boot: high word from the image
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), add(mload(A5), sub(r, mload(F5_P1))), r))
                // boot: tape: word is 32 bits
                mstore(SHARED_5, mulmod(mload(F4), mload(SHARED_5), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_5), add(mload(A4), sub(r, mod(mload(SHARED_6), r))), r))
                // boot: tape: end is boolean
                mstore(SHARED_0, mulmod(mload(A5), mload(SHARED_5), r))
                mstore(SHARED_2, add(1, sub(r, mload(A5))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(SHARED_2), r))
                // boot: tape: the end is final
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mulmod(mload(A5_M2), mulmod(mload(SHARED_5), mload(F4_M2), r), r), r))
                // boot: tape: zero beyond the end
                h := add(mulmod(h, y, r), mulmod(mload(A4), mload(SHARED_0), r))
                // boot: tape: last cell is an end
                mstore(SHARED_0, mulmod(mload(SHARED_5), add(1, sub(r, mload(F4_P2))), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mload(SHARED_0), r))
                // boot: tape: packing
                mstore(SHARED_4, mulmod(mload(F2), add(2, sub(r, mload(F2))), r))
                g := add(sub(r, mulmod(mload(A0_P3), add(1, sub(r, mload(SHARED_4))), r)), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, add(mload(A0_P1), sub(r, mulmod(mload(A4), 0x0000000000000001000000000000000000000000000000000000000000000000, r))), r))
                // boot: tape: scalar 1 moves on
                g := add(mulmod(g, y, r), add(add(mload(A2_P1), sub(r, mload(A2_P3))), sub(r, mulmod(mload(SHARED_4), add(mload(A0_P3), sub(r, mload(A2_P3))), r))))
                // boot: tape: scalar 2 moves on
                g := add(mulmod(g, y, r), add(add(mload(A3_P1), sub(r, mload(A3_P3))), sub(r, mulmod(mload(SHARED_4), add(mload(A2_P3), sub(r, mload(A3_P3))), r))))
                // boot: tape: scalar 3 moves on
                g := add(mulmod(g, y, r), add(add(mload(A4_P1), sub(r, mload(A4_P3))), sub(r, mulmod(mload(SHARED_4), add(mload(A3_P3), sub(r, mload(A4_P3))), r))))
                h := add(mulmod(h, mload(Y_POW_4), r), mulmod(g, mload(SHARED_5), r))
                // boot: tape: words left at the last cell
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(A1_P1), r))
                // boot: tape: words left
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_5), mload(F4_P2), r), add(sub(r, mod(mload(SHARED_2), r)), add(mload(A1_P1), sub(r, mload(A1_P3)))), r))
                // boot: tape: public fingerprint
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_5), mulmod(mload(F2), add(mload(F2), sub(r, 1)), r), r), add(sub(r, mload(INSTANCE)), add(mload(A0_P1), mulmod(mload(CHALLENGE_0), add(mload(A2_P1), mulmod(mload(CHALLENGE_0), add(mload(A3_P1), mulmod(mload(CHALLENGE_0), add(mload(A4_P1), mulmod(mload(CHALLENGE_0), mload(A1_P1), r)), r)), r)), r))), r))
                // boot: output: public answer
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_1), mload(F4_P2), r), add(mload(A2), sub(r, mload(INSTANCE))), r))
                // bits: bits on first rows are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_8), mload(A3), r), add(1, sub(r, mload(A3))), r))
                // bits: bits of column 0 are boolean
                mstore(SHARED_1, add(1, sub(r, mload(A0_P1))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), mulmod(mload(SHARED_3), mload(A0_P1), r), r))
                // bits: bits of column 1 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_3), mload(A1_P1), r), add(1, sub(r, mload(A1_P1))), r))
                // bits: bits of column 2 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_3), mload(A2_P1), r), add(1, sub(r, mload(A2_P1))), r))
                // bits: bits of column 3 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A3_P1), mload(SHARED_8), r), add(1, sub(r, mload(A3_P1))), r))
                // bits: bits of column 4 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A4_P1), mload(SHARED_8), r), add(1, sub(r, mload(A4_P1))), r))
                // bits: bits of column 5 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A5_P1), mload(F1_M6), r), add(1, sub(r, mload(A5_P1))), r))
                // step: decode: fetched high word
                mstore(SHARED_8, mulmod(mload(A0_P7), mload(A1_P7), r))
                g := add(sub(r, mload(A5_P3)), add(sub(r, mulmod(256, mload(A5_P5), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A5_P1), r)), add(mload(A3), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000200000, add(mload(A4_P1), sub(r, mulmod(2048, mulmod(mload(SHARED_8), mload(A5_P7), r), r))), r))))))
                // step: decode: control bits and field 3
                mstore(SHARED_3, add(mload(A5_P7), mulmod(2, add(mload(A3_P4), mulmod(2, add(mload(A3_P6), mulmod(2, add(sub(r, 1), sub(r, mload(A0_P6))), r)), r)), r)))
                mstore(SHARED_3, add(mload(A2_P7), mulmod(2, add(mload(A4_P7), mulmod(2, add(mload(A3_P5), mulmod(2, add(mload(A3_P7), mulmod(2, mload(SHARED_3), r)), r)), r)), r)))
                mstore(SHARED_3, add(mload(A1_P5), mulmod(2, add(mload(A2_P5), mulmod(2, add(mload(A0_P7), mulmod(2, add(mload(A1_P7), mulmod(2, mload(SHARED_3), r)), r)), r)), r)))
                g := add(mulmod(g, y, r), add(mload(A3_P1), sub(r, mod(add(mload(A0_P5), mulmod(2, mload(SHARED_3), r)), r))))
                // step: slot 1: address
                mstore(SHARED_3, add(sub(r, 1), sub(r, mload(A5_P1))))
                mstore(SHARED_5, add(1, sub(r, mod(add(mload(A4_P7), add(mload(A1_P7), mload(A2_P7))), r))))
                mstore(SHARED_2, mulmod(mload(A0_P7), mload(SHARED_5), r))
                mstore(SHARED_0, mulmod(mload(A1_P3), mload(SHARED_2), r))
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_8), mload(SHARED_3), r), add(sub(r, mulmod(mload(SHARED_0), add(sub(r, mod(mload(SHARED_3), r)), add(1, mload(A4))), r)), add(add(mload(A0_P2), sub(r, mod(mload(SHARED_3), r))), sub(r, mulmod(mload(A2_P5), add(sub(r, mod(mload(SHARED_3), r)), add(mload(SHARED_6), 29)), r))))), r)
                // step: slot 1: low word changes only by store and answer
                mstore(SHARED_3, add(mload(A4_P7), mload(A2_P7)))
                mstore(SHARED_4, add(1, sub(r, mulmod(mload(A2_P5), mload(SHARED_3), r))))
                mstore(SHARED_7, add(mload(A4_P2), sub(r, mload(A2_P2))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_7), add(mload(SHARED_4), sub(r, mload(SHARED_8))), r))
                // step: slot 1: high word changes only by store
                mstore(SHARED_9, add(mload(A5_P2), sub(r, mload(A3_P2))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_4), mload(SHARED_9), r))
                // step: slot 2: address
                mstore(SHARED_4, add(1, sub(r, mload(A3_P6))))
                g := add(mulmod(g, y, r), add(add(1, mload(A0_P4)), mulmod(mload(A2), mload(SHARED_4), r)))
                // step: operand A
                g := add(mulmod(g, y, r), add(sub(r, mulmod(mload(SHARED_4), mload(A2_P4), r)), add(mload(A4_P4), sub(r, mulmod(mload(A2), mload(A3_P6), r)))))
                // step: result
                mstore(SHARED_4, add(mload(A7_P4), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P5), r)))
                mstore(SHARED_10, add(mload(A7_P6), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P7), r)))
                g := add(mulmod(g, y, r), add(add(sub(r, mulmod(mload(A3_P7), mload(SHARED_10), r)), add(mload(A4_P6), sub(r, mulmod(mload(A3_P5), mload(SHARED_4), r)))), sub(r, mulmod(mload(A2_P6), mulmod(add(1, sub(r, mload(A3_P5))), add(1, sub(r, mload(A3_P7))), r), r))))
                // step: next pc
                mstore(SHARED_11, add(mload(A0), sub(r, 29)))
                mstore(SHARED_12, mod(add(1, mload(SHARED_11)), r))
                mstore(SHARED_13, mulmod(mload(A4_P7), mload(A0_P5), r))
                mstore(SHARED_14, mulmod(mload(A0_P7), mload(A2_P7), r))
                mstore(SHARED_15, mulmod(mload(A0_P7), mload(A4_P7), r))
                g := add(mulmod(g, y, r), add(mload(SHARED_8), add(add(mload(A5), sub(r, mload(SHARED_12))), sub(r, mulmod(add(mload(SHARED_6), sub(r, mload(SHARED_12))), add(mulmod(mload(SHARED_1), mload(SHARED_15), r), add(mload(SHARED_13), mulmod(mload(A0_P1), mload(SHARED_14), r))), r)))))
                // step: address: division by eight
                g := add(mulmod(g, y, r), mulmod(add(mload(SHARED_15), add(mload(SHARED_14), add(mload(A2_P5), mload(SHARED_13)))), add(sub(r, mload(A1_P3)), add(sub(r, mulmod(2, mload(A2_P1), r)), add(sub(r, mulmod(4, mload(A4_P5), r)), add(mload(A4_P4), sub(r, mulmod(mload(SHARED_6), 8, r)))))), r))
                // step: signed: top bit of rj
                mstore(SHARED_15, mulmod(mload(A1_P7), mload(A1_P5), r))
                mstore(SHARED_14, add(mload(SHARED_15), mulmod(mload(A5_P7), mload(A0_P5), r)))
                mstore(SHARED_12, mod(add(mload(SHARED_6), sub(r, mulmod(2, mload(A2_P2), r))), r))
                mstore(SHARED_16, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A1_P3), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_14), add(mload(SHARED_12), mload(SHARED_16)), r))
                // step: signed: top bit of A
                mstore(SHARED_17, add(mload(A7_P2), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P3), r)))
                mstore(SHARED_18, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A2_P1), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_14), add(mload(SHARED_18), add(mload(SHARED_17), sub(r, mulmod(2, mload(A4_P4), r)))), r))
                // step: pc: follows next pc
                mstore(SHARED_14, add(mload(A0_P8), sub(r, 29)))
                mstore(SHARED_19, mod(add(mload(SHARED_14), sub(r, mload(A5))), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_19), add(mload(A5), sub(r, 0x0000000000000000000000000000000000000000000000000000000020000000)), r))
                // step: pc: wraps to zero
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_14), mload(SHARED_19), r))
                // step: flag
                mstore(SHARED_14, add(1, sub(r, mod(add(mload(A0_P7), add(mload(A2_P5), add(mload(A1_P5), mload(A0_P5)))), r))))
                mstore(SHARED_19, mulmod(mload(A4_P7), mload(SHARED_14), r))
                mstore(SHARED_13, mod(add(add(mload(A2_P5), mload(SHARED_19)), add(sub(r, mload(SHARED_2)), add(mload(A0_P7), mload(SHARED_13)))), r))
                g := add(mulmod(g, y, r), add(add(mload(A0_P9), sub(r, mulmod(mload(A0_P1), mload(SHARED_13), r))), sub(r, mulmod(mload(A0_P3), add(1, sub(r, mload(SHARED_13))), r))))
                // step: tape position
                mstore(SHARED_13, add(1, sub(r, mload(A0_P3))))
                g := add(mulmod(g, y, r), add(add(mload(A4_P8), sub(r, mload(A4))), sub(r, mulmod(mload(SHARED_0), mload(SHARED_13), r))))
                // step: auxiliary tape: ended
                g := add(mulmod(g, y, r), add(add(mload(A1_P9), sub(r, mload(A1_P1))), sub(r, mulmod(mulmod(mload(A2_P1), mload(SHARED_2), r), add(mload(A0_P3), sub(r, mload(A1_P1))), r))))
                // step: auxiliary tape: the end is final
                g := add(mulmod(g, y, r), mulmod(mload(A1_P1), add(1, sub(r, mload(A1_P9))), r))
                // step: bitwise: word 0 is x | add: sum | sub: difference | mul: product | smulh: product | div: flag only if A is zero | shift: amount beyond 32 | cmpe: flag only if equal | compare: greater | compare: greater or equal | mov: keeps ri | answer: output | memory: selected word | read: tape 0
                mstore(SHARED_0, mulmod(mload(SHARED_5), mload(SHARED_14), r))
                mstore(SHARED_20, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A0_P3), r))
                mstore(SHARED_21, add(mload(A2_P2), sub(r, mload(A4_P4))))
                mstore(SHARED_22, mulmod(mload(A1_P5), mload(SHARED_5), r))
                mstore(SHARED_23, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_10), r))
                mstore(SHARED_24, mulmod(mload(A4_P7), mload(A1_P5), r))
                mstore(SHARED_25, mulmod(mload(A2_P7), mload(A1_P5), r))
                mstore(SHARED_26, mulmod(mload(A2_P1), add(mload(A4_P4), sub(r, 32)), r))
                mstore(SHARED_27, mulmod(mload(A0_P5), mload(SHARED_5), r))
                mstore(SHARED_28, mod(add(mload(SHARED_21), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mulmod(mload(A5_P7), add(mload(A1_P3), sub(r, mload(A2_P1))), r), r))), r))
                mstore(SHARED_16, mod(add(sub(r, mod(mload(SHARED_4), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A2_P3), r)), add(mulmod(mload(A4_P5), 0x0000000000000000000000000000000000000000000000020000000000000000, r), add(sub(r, mulmod(mload(SHARED_10), 0x0000000000000000000000000000000000000000000000000000000200000000, r)), mulmod(2, mulmod(add(mload(A2_P2), sub(r, mload(SHARED_16))), add(mload(A4_P4), sub(r, mload(SHARED_18))), r), r))))), r))
                mstore(SHARED_14, mod(add(mulmod(mload(SHARED_22), add(sub(r, mload(SHARED_23)), add(sub(r, mod(mload(SHARED_4), r)), mulmod(mload(A2_P2), mload(A4_P4), r))), r), add(mulmod(mulmod(mload(A2_P7), mload(SHARED_14), r), add(mload(SHARED_20), add(mload(SHARED_21), sub(r, mod(mload(SHARED_4), r)))), r), add(mulmod(mulmod(mload(A1_P7), mload(SHARED_14), r), add(sub(r, mload(SHARED_20)), add(sub(r, mod(mload(SHARED_4), r)), add(mload(A2_P2), mload(A4_P4)))), r), mulmod(mload(SHARED_0), add(add(mload(SHARED_6), sub(r, mload(A2_P2))), sub(r, mulmod(mload(A5_P7), add(0x00000000000000000000000000000000000000000000000000000000ffffffff, sub(r, mload(A2_P2))), r))), r)))), r))
                mstore(SHARED_28, add(mulmod(mulmod(mload(A2_P7), mload(A0_P5), r), add(add(mload(SHARED_28), sub(r, mod(mload(SHARED_4), r))), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_13), r)), r), addmod(mulmod(mulmod(mload(A1_P7), mload(A0_P5), r), add(sub(r, mload(SHARED_20)), add(mload(SHARED_4), mload(SHARED_28))), r), add(mulmod(mload(SHARED_27), mulmod(mload(A0_P3), mload(SHARED_21), r), r), add(mulmod(mload(SHARED_25), add(mload(SHARED_17), sub(r, mload(SHARED_26))), r), add(add(mload(SHARED_14), mulmod(mload(SHARED_15), mload(SHARED_16), r)), mulmod(mload(SHARED_24), mulmod(mload(A0_P3), mload(A4_P4), r), r)))), r)))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_2), mulmod(mload(A1_P3), mload(A4_P4), r), r), add(mulmod(mload(A2_P5), add(add(mload(SHARED_17), sub(r, mload(A2_P2))), sub(r, mulmod(mload(A4_P5), add(mload(A3_P2), sub(r, mload(A2_P2))), r))), r), add(add(mload(SHARED_28), mulmod(mload(SHARED_19), add(mload(A5_P6), sub(r, mulmod(mload(SHARED_1), mload(A5_P7), r))), r)), mulmod(mload(SHARED_8), add(add(mload(A4_P2), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A3_P4), add(1, sub(r, mload(A4_P4))), r))), r))), r))
                // step: bitwise: word 1 is A | mul: flag only if high word | smulh: flag only if overflow | div: quotient and remainder | shift: amount | cmpe: flag if equal | mov: result | answer: register out of range | memory: selected half | read: tape 1
                mstore(SHARED_28, mod(add(mload(SHARED_10), sub(r, mulmod(mload(A2_P3), 0x00000000000000000000000000000000000000000000000000000000ffffffff, r))), r))
                mstore(SHARED_1, add(mload(A1_P7), mload(A4_P7)))
                mstore(SHARED_14, mulmod(mload(A7_P6), 0x3033ea246e506e898e97f570caffd704cb0bb460313fb720b29e139e5c100001, r))
                mstore(SHARED_16, add(mload(A4_P4), sub(r, 1)))
                mstore(SHARED_26, mod(add(mulmod(mload(SHARED_25), add(mload(SHARED_26), add(mload(A5_P6), sub(r, mload(A4_P4)))), r), add(add(mulmod(mload(SHARED_15), mulmod(mload(SHARED_13), mload(SHARED_28), r), r), add(mulmod(mload(SHARED_0), add(mload(SHARED_17), sub(r, mload(A4_P4))), r), mulmod(mload(SHARED_22), mulmod(mload(SHARED_10), mload(SHARED_13), r), r))), mulmod(mload(SHARED_24), add(sub(r, mod(mload(SHARED_4), r)), add(mulmod(mload(A2_P2), mload(SHARED_13), r), sub(r, mulmod(mload(A4_P4), mload(SHARED_10), r)))), r))), r))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_2), mulmod(mload(A2_P1), mload(SHARED_16), r), r), add(mulmod(mload(A2_P5), mulmod(mload(SHARED_1), add(sub(r, mload(SHARED_14)), add(sub(r, mulmod(256, mload(A4_P3), r)), add(mload(A7_P2), mulmod(mload(A2_P1), add(mload(A7_P3), sub(r, mload(A7_P2))), r)))), r), r), add(mulmod(mload(SHARED_8), mulmod(mload(A5_P7), add(sub(r, mload(A2)), add(32, mload(SHARED_6))), r), r), add(add(mload(SHARED_26), mulmod(mload(SHARED_27), add(sub(r, 1), add(mload(A0_P3), mulmod(mload(SHARED_21), mload(A5_P4), r))), r)), mulmod(mload(SHARED_19), add(add(mload(SHARED_4), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A5_P6), add(mload(A2_P6), sub(r, mload(A4_P4))), r))), r)))), r))
                // step: bitwise: spreads add up | mul: flag if high word | smulh: flag if overflow | div: quotient zero if A is zero | shift: power of two | memory: old word | read: other tape
                mstore(SHARED_26, add(1, sub(r, mod(add(mload(A2_P1), mload(A1_P3)), r))))
                mstore(SHARED_27, mulmod(mload(SHARED_0), addmod(sub(r, mod(add(mload(A8_P6), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P7), r)), r)), add(add(add(mload(A8), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P1), r)), add(mload(A8_P2), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P3), r))), sub(r, mulmod(2, add(mload(A8_P4), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P5), r)), r))), r), r))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(SHARED_26), add(sub(r, mod(mload(SHARED_6), r)), add(mload(A4_P4), sub(r, 2))), r), r), addmod(mulmod(mload(A2_P5), mulmod(add(mload(A2_P7), mload(SHARED_5)), add(mload(A5_P6), sub(r, mod(mload(SHARED_17), r))), r), r), add(mulmod(mload(SHARED_25), add(add(add(mload(A4_P3), sub(r, 0x0000000000000000000000000000000000000000000000000000000000100000)), sub(r, mulmod(mload(A3_P5), mload(A5_P6), r))), sub(r, mulmod(mload(A3_P7), add(32, sub(r, mload(A5_P6))), r))), r), add(mulmod(mload(SHARED_24), mulmod(mload(A0_P3), mload(SHARED_10), r), r), add(mulmod(mload(SHARED_15), add(sub(r, 1), add(mload(SHARED_13), mulmod(mload(SHARED_28), mload(A5_P4), r))), r), add(mload(SHARED_27), mulmod(mload(SHARED_22), add(sub(r, 1), add(mload(SHARED_13), mulmod(mload(SHARED_10), mload(A5_P4), r))), r))))), r)))
                // step: bitwise: flag only if zero | div: remainder below A | shift: product | memory: old byte | read: tape 0 word
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(A1_P3), add(mload(SHARED_4), sub(r, mload(A2_P2))), r), r), add(add(mulmod(mload(SHARED_25), add(sub(r, mload(SHARED_23)), add(sub(r, mod(mload(SHARED_4), r)), mulmod(mload(A3_P3), mload(A2_P2), r))), r), add(mulmod(mload(SHARED_0), mulmod(mload(A0_P3), mload(A4_P6), r), r), mulmod(mload(SHARED_24), add(sub(r, mod(mload(SHARED_17), r)), mulmod(mload(SHARED_13), add(mload(SHARED_16), sub(r, mod(mload(SHARED_4), r))), r)), r))), mulmod(mload(A2_P5), mulmod(mload(SHARED_1), add(add(mload(A5_P6), sub(r, mload(SHARED_14))), sub(r, mulmod(mload(A1_P3), add(mload(A4_P3), sub(r, mload(SHARED_14))), r))), r), r))), r)
                // step: bitwise: flag if zero | shift: flag | load: result | read: tape 0 end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(A1_P3), add(mload(A0_P3), sub(r, mload(A3_P2))), r), r), add(mulmod(mload(A2_P5), mulmod(add(mload(A1_P7), mload(SHARED_5)), add(mload(SHARED_4), sub(r, mload(A5_P6))), r), r), add(mulmod(mload(SHARED_0), add(sub(r, 1), add(mload(A0_P3), mulmod(mload(A4_P6), mload(A5_P4), r))), r), mulmod(mload(SHARED_25), add(mulmod(mload(A3_P5), add(mload(SHARED_12), mload(SHARED_20)), r), mulmod(mload(A3_P7), add(sub(r, mload(A2_P2)), add(mload(A0_P3), mulmod(2, mload(SHARED_6), r))), r)), r)))))
                // step: store: low word kept | read: other tapes are at their end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(SHARED_13), mload(SHARED_26), r), r), mulmod(mload(A2_P5), mulmod(mload(SHARED_7), mulmod(mload(SHARED_3), mload(A4_P5), r), r), r)))
                // step: store: high word kept | read: zero at the end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(A0_P3), mload(SHARED_4), r), r), mulmod(mload(A2_P5), mulmod(mload(SHARED_9), mulmod(mload(SHARED_3), add(1, sub(r, mload(A4_P5))), r), r), r)))
                // step: store: change
                mstore(SHARED_2, add(mload(A2_P6), sub(r, mulmod(256, mload(SHARED_4), r))))
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(SHARED_3), add(add(mload(SHARED_7), mload(SHARED_9)), sub(r, mulmod(mload(A5_P4), add(mload(SHARED_2), sub(r, mload(A5_P6))), r))), r), r))
                // step: store.w: whole register
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A2_P7), mload(SHARED_4), r), r))
                // step: store.w: scale
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A2_P7), add(mload(A5_P4), sub(r, 1)), r), r))
                // step: store.b: new byte
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A4_P7), add(mload(A7_P7), sub(r, mulmod(256, mload(SHARED_2), r))), r), r))
                // step: store.b: scale
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A4_P7), add(mload(A5_P4), sub(r, mulmod(add(1, mulmod(mload(A1_P3), 255, r)), add(1, mulmod(mload(A2_P1), 65535, r)), r))), r), r))
                h := add(mulmod(h, mload(Y_POW_30), r), mulmod(g, mload(F1), r))
                // step: initial pc
                g := mload(SHARED_11)
                // step: initial flag
                g := add(mulmod(g, y, r), mload(A0_P1))
                // step: initial tape position
                g := add(mulmod(g, y, r), mload(A4))
                // step: initial auxiliary tape
                g := add(mulmod(g, y, r), mload(A1_P1))
                h := add(mulmod(h, mload(Y_POW_4), r), mulmod(g, mulmod(mload(F1), add(1, sub(r, mload(F1_M8))), r), r))
                // step: last step answers
                h := add(mulmod(h, y, r), mulmod(add(1, sub(r, mload(SHARED_8))), mulmod(mload(F1), add(1, sub(r, mload(F1_P8))), r), r))
            }
            mstore(QUOTIENT, mulmod(gates(), mload(XN_INV), R))
        }
    }

    /// SHPLONK: polynomials are grouped by the set of points that they are opened at. For each set, the factor of its commitments
    /// goes to memory, and its interpolated evaluations are added to OPENED.
    function _combineEvaluations() private pure {
        assembly {
            function combine() -> opened {
                let r := R
                let y := mload(OPEN_Y)
                let factor := mload(Z_0) // v^i Z_0(u)
                let value := 0
                let sum := 0
                let xInv := mload(X_INV)
                let xPower := xInv
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_2, xPower)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_5, xPower)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_7, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_8, xPower)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_10, xPower)
                // [0, 1, 2, 3, 4, 5, 6, 7]: a7, a8, a3, a2
                sum := mulmod(add(mload(A7), mulmod(y, add(mload(A8), mulmod(y, add(mload(A3), mulmod(y, mload(A2), r)), r)), r)), mulmod(mload(U_INV), 0x20b82f61756c07ab467de9570b9b3aab79a89cad70b3906e6da0f7bb3649285e, r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P1), mulmod(y, add(mload(A8_P1), mulmod(y, add(mload(A3_P1), mulmod(y, mload(A2_P1), r)), r)), r)), mulmod(mload(U_INV_P1), 0x2f649a0b4a9a4f3b34a771de5449f936c406ea80f363f145df62736a670d4444, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P2), mulmod(y, add(mload(A8_P2), mulmod(y, add(mload(A3_P2), mulmod(y, mload(A2_P2), r)), r)), r)), mulmod(mload(U_INV_P2), 0x1ad611c49125424435fae75b6c0b2d9cfbdce7be7fcad9b437afae97c520a2d1, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P3), mulmod(y, add(mload(A8_P3), mulmod(y, add(mload(A3_P3), mulmod(y, mload(A2_P3), r)), r)), r)), mulmod(mload(U_INV_P3), 0x2231bd5a89889dcf1883db573a77eaeff33233009426ea0f583b659946756ea3, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P4), mulmod(y, add(mload(A8_P4), mulmod(y, add(mload(A3_P4), mulmod(y, mload(A2_P4), r)), r)), r)), mulmod(mload(U_INV_P4), 0x11c5b7583e97f7c963b71ed256c56d59bc494adf27715dc01b5fed5abc25b1ae, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P5), mulmod(y, add(mload(A8_P5), mulmod(y, add(mload(A3_P5), mulmod(y, mload(A2_P5), r)), r)), r)), mulmod(mload(U_INV_P5), 0x20cb9e82db761898db9aed213a939bc42bfcf378df8bd873dfad17e2b37fc055, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P6), mulmod(y, add(mload(A8_P6), mulmod(y, add(mload(A3_P6), mulmod(y, mload(A2_P6), r)), r)), r)), mulmod(mload(U_INV_P6), 0x25acf4c9b39d4e08e4cb47540c10332716448a9e1cff845da414e90585551d65, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P7), mulmod(y, add(mload(A8_P7), mulmod(y, add(mload(A3_P7), mulmod(y, mload(A2_P7), r)), r)), r)), mulmod(mload(U_INV_P7), 0x0c92a50dbd988b6babcfeb60e3b5311d9dba1e86c49932ccd7595e4a1218f287, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_7), r), r), r)
                // [0]: a6, a9, a10, f3, quotient, random
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_1, mulmod(mload(U_INV), factor, r))
                value := add(mload(A9), mulmod(y, add(mload(A10), mulmod(y, add(mload(F3), mulmod(y, add(mload(QUOTIENT), mulmod(y, mload(RANDOM), r)), r)), r)), r))
                sum := mulmod(add(mload(A6), mulmod(y, value, r)), mload(U_INV), r)
                opened := addmod(opened, mulmod(sum, factor, r), r)
                // [0, 1, 2, 3, 4, 5, 6, 7, 8]: a4
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r)
                mstore(FACTOR_2, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), value, r), r), r), r))
                sum := mulmod(mload(A4), mulmod(mload(U_INV), 0x1bec4df903c7964952ab338e3a6b31c21460243ca3fa6e6c54049ba58cb46767, r), r)
                sum := addmod(sum, mulmod(mload(A4_P1), mulmod(mload(U_INV_P1), 0x28250ad5781f81abd0bd3066f7e07188d0d631c9f042381c46fe6b55d77cf03a, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P2), mulmod(mload(U_INV_P2), 0x0d98a48d9dd626a98f31a59730cae8b2321aeb638dab69ba626c2024eebb806c, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P3), mulmod(mload(U_INV_P3), 0x1feae7cd5b2b39c3ff870280dbd66293216eca20c50a3d47e27bd8d6818c69ff, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P4), mulmod(mload(U_INV_P4), 0x1c9ab7c85b34789dc217f9bc64614f364e8c32c4b961a7afbb7862a61d207a58, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P5), mulmod(mload(U_INV_P5), 0x2f49d9eb186b471360aff1206f7a714071cc271732b2a455a79dbe5d6e90a6b9, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P6), mulmod(mload(U_INV_P6), 0x20e8383dc4206e9173ce75e490783b7ad5655c1387864e2df45c9f55d563b9b5, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P7), mulmod(mload(U_INV_P7), 0x1c86619ea16f63c1cb0f6c6df20d9c1e79ddb5e71d603a09233b70ab67b7036d, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P8), mulmod(mload(U_INV_P8), 0x2771c5f7f911b6933e1ac90a73b98b8ea8dbfa51626b81a03cb2907c02badfc7, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_8), r), r), r)
                // [-2, 0, 1, 2, 3, 4, 5, 6, 7]: a5
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r)
                mstore(FACTOR_3, mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), value, r), r), r), r))
                sum := mulmod(mload(A5_M2), mulmod(mload(U_INV_M2), 0x20a6d1122872adab35b83e32b5ffeda698931b84b24e69e48f490886d4968376, r), r)
                sum := addmod(sum, mulmod(mload(A5), mulmod(mload(U_INV), 0x131fb3f79bd43a415e280813d3abcab054d955a242ffb809e40d381d261759b6, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P1), mulmod(mload(U_INV_P1), 0x220a9dc5ae8f858b305540c55eeb8bbae7288b601fcadafac839831cc47ac0ae, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P2), mulmod(mload(U_INV_P2), 0x174472d38c0b4445a8e04ab14b9297e8655b0a8463b2a000402c880b350505e3, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P3), mulmod(mload(U_INV_P3), 0x2f17fdc028a00ec60d626a19d066e0cd72afbb9106f7461a89e824f6a24de455, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P4), mulmod(mload(U_INV_P4), 0x29c6f708aa99d1410868b9dec59816029a04bb19558f0af1dd21bccbb2080ed2, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P5), mulmod(mload(U_INV_P5), 0x009038d823a359d7ce1bf28ec920ed4b435881144f92214d5f719dce34a61e42, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P6), mulmod(mload(U_INV_P6), 0x01be96922b5049bcae74c628f7b84caadb14801c9ee1cfe499f58325bd028ded, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P7), mulmod(mload(U_INV_P7), 0x29b22e6844e8eb779a1fae22fc84ad1163f20a839cd953ae773c7d6175d3bcf2, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_8), r), r), r)
                // [0, 1, 3, 5, 7, 9]: a1
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r)
                mstore(FACTOR_4, mulmod(mload(U_INV_P9), value, r))
                sum := mulmod(mload(A1), mulmod(mload(U_INV), 0x2ff9f555b14ffab6fd8bb271fd2ba9b4e2523a7c0d7deeb95b92027b498e6cdb, r), r)
                sum := addmod(sum, mulmod(mload(A1_P1), mulmod(mload(U_INV_P1), 0x219fb39073086eb409b0d4b3a0a885982d7387b2f66c4ccdbc60df1bcd1cb45c, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P3), mulmod(mload(U_INV_P3), 0x2391580a2840d5d31b8d5f243566fa822d5d642d4f3a4ed9a196a88d4093acf5, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P5), mulmod(mload(U_INV_P5), 0x1ff5385f622eb8ce18083f4c7d796266bb72f9962a15c72d1411ea5e54df6d27, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P7), mulmod(mload(U_INV_P7), 0x21ec2997ab79be5fdcb1b9affb413ddc4af687118541ecaa36dc1253aeca3cc5, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P9), mulmod(mload(U_INV_P9), 0x0a84d6e42a84ca3ac9bd3793ba0f97625d42fa1de469840d0b104f79651787ec, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_5), r), r), r)
                // [0, 1, 3]: a11
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_5, mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r))
                sum := mulmod(mload(A11), mulmod(mload(U_INV), 0x06bbe5c3a8f74714f73c9c7a0fcdb3fcbd821c693318cc794e84ce6c1c6d471f, r), r)
                sum := addmod(sum, mulmod(mload(A11_P1), mulmod(mload(U_INV_P1), 0x066c298869420cc47d8233d3561ef4dabd6e29becdef0bb4b660e7200eb85d6b, r), r), r)
                sum := addmod(sum, mulmod(mload(A11_P3), mulmod(mload(U_INV_P3), 0x233c3f26cef84c50439175691b94af85ad43a22078b198633efc4007c4da5b77, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_2), r), r), r)
                // [0, 1]: a12, f5
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_6, mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(add(mload(A12), mulmod(y, mload(F5), r)), mulmod(mload(U_INV), 0x2d19dc6e7a312123a624d9d7e774af33efb6ac66d391da8dc428121446767ab8, r), r)
                sum := addmod(sum, mulmod(add(mload(A12_P1), mulmod(y, mload(F5_P1), r)), mulmod(mload(U_INV_P1), 0x034a720467007f06122b6bde9a0ca929387d3be1a62796037fb9e37fa9898549, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]: a0
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r)
                mstore(FACTOR_7, mulmod(mload(U_INV_P9), mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), value, r), r), r), r), r), r))
                sum := mulmod(mload(A0_M2), mulmod(mload(U_INV_M2), 0x18e557fcc1ecf832fdb15cfddd64ca302a5aa5e239f8d1d74d665bf6a5b75e35, r), r)
                sum := addmod(sum, mulmod(mload(A0), mulmod(mload(U_INV), 0x0ef630fe9cebb13309b0a61af69fb9984c2e7e61d8718719f9c4f4ed0284b70b, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P1), mulmod(mload(U_INV_P1), 0x1e0fca9d974d21aa50dfa02b6767e54935e6b25c93582eb7e20284c4b4bbf04c, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P2), mulmod(mload(U_INV_P2), 0x2fc2f7ea939dfa04fb9771b3871b271f7a5aca7f2d5e4b466e3a564f6b85d94b, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P3), mulmod(mload(U_INV_P3), 0x117d4e61eba8a77a21d54f63cc5e9b43dd68eb3d1c8b3888716fb28ba2cdb1bd, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P4), mulmod(mload(U_INV_P4), 0x23b9be2a021cd6081dd3e4eeca85d92b9546b91e33fd55b01969c7eb48ddc5da, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P5), mulmod(mload(U_INV_P5), 0x1c9560c2d7baa6920ae0ad5c0a3216872002b82e428b72204434389e234c8069, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P6), mulmod(mload(U_INV_P6), 0x15b19fa6cf4c19f63a7e153056641a69f30566a3f2bdef4b65d9577b8db5ea78, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P7), mulmod(mload(U_INV_P7), 0x286f7c518cb66296aa0a3ba22c61b518863ee730287c9cd77bf84427d060778c, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P8), mulmod(mload(U_INV_P8), 0x11fc58321f1d0ce8f35356f822fb238f777dc3e3638a41b01bfde241be57939d, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P9), mulmod(mload(U_INV_P9), 0x0ac1a9b47cc64e5adba303d5ffa903f546f86251f55f024c33066485ac1c338e, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_10), r), r), r)
                // [-2, -1, 0]: f0
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_8, mulmod(mload(U_INV), mulmod(mload(U_INV_M1), mulmod(mload(U_INV_M2), factor, r), r), r))
                sum := mulmod(mload(F0_M2), mulmod(mload(U_INV_M2), 0x20a7f85584a81559e24a1e5e9142a52367adf1bc36a595cb8d789dbfa7bf311a, r), r)
                sum := addmod(sum, mulmod(mload(F0_M1), mulmod(mload(U_INV_M1), 0x1992d3f0439b28b337e78478c12e020a6a34a3c25f97e27c74a9f2fe005475a4, r), r), r)
                sum := addmod(sum, mulmod(mload(F0), mulmod(mload(U_INV), 0x268dd09ffa200246566ee895b092098c7e853b125d3568da85a15a6a37ec5944, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_2), r), r), r)
                // [-8, -6, -4, -2, 0, 8]: f1
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV), mulmod(mload(U_INV_M2), mulmod(mload(U_INV_M4), mulmod(mload(U_INV_M6), mulmod(mload(U_INV_M8), factor, r), r), r), r), r)
                mstore(FACTOR_9, mulmod(mload(U_INV_P8), value, r))
                sum := mulmod(mload(F1_M8), mulmod(mload(U_INV_M8), 0x2fb61628d3612b43f8bb75fab8b8b344284b66c36cf6cf075bb4e0e3486bbf19, r), r)
                sum := addmod(sum, mulmod(mload(F1_M6), mulmod(mload(U_INV_M6), 0x11d0439e1edbe28ceac61715bdfa4b89cd2e9580b9e20e7b71562f2e8a0ff216, r), r), r)
                sum := addmod(sum, mulmod(mload(F1_M4), mulmod(mload(U_INV_M4), 0x1386591d930c4f454e4d561ec6e0b93ec93f08fbf3bf25e00de7b646c05ec27c, r), r), r)
                sum := addmod(sum, mulmod(mload(F1_M2), mulmod(mload(U_INV_M2), 0x16ff582c65c577cbe2d6724953e44f5adeb35e13e422794006444b8bf0354a5e, r), r), r)
                sum := addmod(sum, mulmod(mload(F1), mulmod(mload(U_INV), 0x1ff6d3ccaefdb533bc1660d4a48b90ba3117eb4222b6b4f5be0853354b90ee32, r), r), r)
                sum := addmod(sum, mulmod(mload(F1_P8), mulmod(mload(U_INV_P8), 0x052a0c7b0988566758351ad64e8070f5aa176a434bbb201b2c667ba2015f53c8, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_5), r), r), r)
                // [0, 2]: f2
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_10, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(mload(F2), mulmod(mload(U_INV), 0x1650318e435f9441fc5e5456d5e7c920d522543e54800d91b94ddbba4e52d7ad, r), r)
                sum := addmod(sum, mulmod(mload(F2_P2), mulmod(mload(U_INV_P2), 0x1a141ce49dd20be7bbf1f15fab998f3c5311940a253962ff8a9419d9a1ad2854, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 2]: f4
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_11, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r))
                sum := mulmod(mload(F4_M2), mulmod(mload(U_INV_M2), 0x0290065ac647731df25170fa29299300f48ce6542670391cd17aefcb38865dcd, r), r)
                sum := addmod(sum, mulmod(mload(F4), mulmod(mload(U_INV), 0x1eec4b92870e284f65365d341ec85dcba9f7a132c0cf1c352918d655624b4782, r), r), r)
                sum := addmod(sum, mulmod(mload(F4_P2), mulmod(mload(U_INV_P2), 0x0ee7fc8593dc04bc60c87788398f679089af60c1927a1b3f494e2f73552e5ab2, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_2), r), r), r)
            }
            mstore(OPENED, combine())
        }
    }

    /// The setup in memory, as the precompiles read it: a place for the factor behind each commitment, [s]_2 in the pairing.
    function _placeSetup() private view {
        uint256 word;
        word = F0_X;
        assembly { mstore(F0_MPTR, word) }
        word = F0_Y;
        assembly { mstore(add(F0_MPTR, 0x20), word) }
        word = F1_X;
        assembly { mstore(F1_MPTR, word) }
        word = F1_Y;
        assembly { mstore(add(F1_MPTR, 0x20), word) }
        word = F2_X;
        assembly { mstore(F2_MPTR, word) }
        word = F2_Y;
        assembly { mstore(add(F2_MPTR, 0x20), word) }
        word = F3_X;
        assembly { mstore(F3_MPTR, word) }
        word = F3_Y;
        assembly { mstore(add(F3_MPTR, 0x20), word) }
        word = F4_X;
        assembly { mstore(F4_MPTR, word) }
        word = F4_Y;
        assembly { mstore(add(F4_MPTR, 0x20), word) }
        word = S_G2_X_IM;
        assembly { mstore(add(PAIRING_MPTR, 0x40), word) }
        word = S_G2_X_RE;
        assembly { mstore(add(PAIRING_MPTR, 0x60), word) }
        word = S_G2_Y_IM;
        assembly { mstore(add(PAIRING_MPTR, 0x80), word) }
        word = S_G2_Y_RE;
        assembly { mstore(add(PAIRING_MPTR, 0xa0), word) }
    }

    /// The sum of all commitments by their factors, and the pairing.
    function _checkOpening(uint256 words) private view {
        bool available;
        bool valid;
        assembly {
            // Adds scalar * point to the sum, a point in calldata.
            function term(point, scalar) -> done {
                calldatacopy(POINT_MPTR, point, 0x40)
                mstore(SCALAR_MPTR, scalar)
                done := staticcall(gas(), 0x07, POINT_MPTR, 0x60, POINT_MPTR, 0x40)
                done := and(done, eq(returndatasize(), 0x40))
                done := and(done, staticcall(gas(), 0x06, SUM_MPTR, 0x80, SUM_MPTR, 0x40))
                done := and(done, eq(returndatasize(), 0x40))
            }
            // The same for a point in memory, with a place for the scalar behind it.
            function fixedTerm(at, scalar) -> done {
                mstore(add(at, 0x40), scalar)
                done := staticcall(gas(), 0x07, at, 0x60, POINT_MPTR, 0x40)
                done := and(done, eq(returndatasize(), 0x40))
                done := and(done, staticcall(gas(), 0x06, SUM_MPTR, 0x80, SUM_MPTR, 0x40))
                done := and(done, eq(returndatasize(), 0x40))
            }
            function sumCommitments(points) -> done {
                let r := R
                let y := mload(OPEN_Y)
                let s := 1
                done := 1
                calldatacopy(SUM_MPTR, add(points, 0x200), 0x40) // a7
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x240), s)) // a8
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x100), s)) // a3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0xc0), s)) // a2
                s := mload(FACTOR_1)
                done := and(done, term(add(points, 0x1c0), s)) // a6
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x280), s)) // a9
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x2c0), s)) // a10
                s := mulmod(s, y, r)
                done := and(done, fixedTerm(F3_MPTR, s)) // f3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x3c0), s)) // quotient, piece 0
                let t := mulmod(s, mload(XN), r)
                done := and(done, term(add(points, 0x400), t)) // quotient, piece 1
                t := mulmod(t, mload(XN), r)
                done := and(done, term(add(points, 0x440), t)) // quotient, piece 2
                t := mulmod(t, mload(XN), r)
                done := and(done, term(add(points, 0x480), t)) // quotient, piece 3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x380), s)) // random
                s := mload(FACTOR_2)
                done := and(done, term(add(points, 0x140), s)) // a4
                s := mload(FACTOR_3)
                done := and(done, term(add(points, 0x180), s)) // a5
                s := mload(FACTOR_4)
                done := and(done, term(add(points, 0x80), s)) // a1
                s := mload(FACTOR_5)
                done := and(done, term(add(points, 0x300), s)) // a11
                s := mload(FACTOR_6)
                done := and(done, term(add(points, 0x340), s)) // a12
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0), s)) // f5
                s := mload(FACTOR_7)
                done := and(done, term(add(points, 0x40), s)) // a0
                s := mload(FACTOR_8)
                done := and(done, fixedTerm(F0_MPTR, s)) // f0
                s := mload(FACTOR_9)
                done := and(done, fixedTerm(F1_MPTR, s)) // f1
                s := mload(FACTOR_10)
                done := and(done, fixedTerm(F2_MPTR, s)) // f2
                s := mload(FACTOR_11)
                done := and(done, fixedTerm(F4_MPTR, s)) // f4
                // The evaluations and the two opening points.
                mstore(POINT_MPTR, 1)
                mstore(add(POINT_MPTR, 0x20), 2)
                done := and(done, fixedTerm(POINT_MPTR, sub(r, mload(OPENED))))
                done := and(done, term(add(points, H1_CPTR), sub(r, mload(Z_0))))
                done := and(done, term(add(points, H2_CPTR), mload(OPEN_U)))
            }
            available := sumCommitments(words)
            // e(H2, [s]_2) e(sum, -[1]_2) = 1
            calldatacopy(PAIRING_MPTR, add(words, H2_CPTR), 0x40)
            mstore(add(PAIRING_MPTR, 0xc0), mload(SUM_MPTR))
            mstore(add(PAIRING_MPTR, 0xe0), mload(add(SUM_MPTR, 0x20)))
            mstore(add(PAIRING_MPTR, 0x100), 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2)
            mstore(add(PAIRING_MPTR, 0x120), 0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed)
            mstore(add(PAIRING_MPTR, 0x140), 0x275dc4a288d1afb3cbb1ac09187524c7db36395df7be3b99e673b13a075a65ec)
            mstore(add(PAIRING_MPTR, 0x160), 0x1d9befcd05a5323e6da4d435f3b617cdb3af83285c2df711ef39c01571827f9d)
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := eq(mload(PAIRING_MPTR), 1)
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }
}

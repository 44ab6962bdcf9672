// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile segments-256k-r16
/// @notice One contract serves every program of the profile: the program is an argument. `verify` verifies a run in one call, which
///         stores nothing: a call that returns is an accepted proof, every other outcome is a revert. A run that is too long for one
///         transaction takes several, `begin` and then `add` for its segments in any order, by anybody: `isProved` says that all of it was
///         verified. No other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is that of a run in segments, each one of packed commitments (fflonk, KZG on BN254, SHPLONK openings, Keccak
///         transcript) of 2^19 rows: selector (4 bytes) || program point || messages of each segment, which are
///         witness points || share || quotient point || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
contract VnTinyRamVerifier_segments_256k_r16 {
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
    /// Word `index` of a segment is not below its modulus. Segments and words are counted from zero.
    error SegmentNotCanonical(uint256 segment, uint256 index);
    /// Words `index` and `index + 1` of a segment are not a point of the curve other than the identity.
    error SegmentNotOnCurve(uint256 segment, uint256 index);
    /// Each segment holds by itself, but what some of them wrote is not what others read.
    error SegmentsDisagree();
    /// `add`: no run of this hash has begun, or its statement is not proved yet.
    error UnknownRun(bytes32 run);
    /// `add`: the run has fewer segments.
    error NoSuchSegment(uint256 segment, uint256 segments);
    /// `add`: expected the bytes of one segment or several.
    error WrongSegmentsLength(uint256 received, uint256 ofSegment);
    /// `add`: the first points of these segments are not those that the run began with, or the path is not theirs.
    error OtherPoints(uint256 from, uint256 count);

    /// A run of so many segments began.
    event Begun(bytes32 indexed run, bytes32 indexed statement, uint256 segments);
    /// All segments of a run are in: the statement, keccak256(programId || answer, 4 bytes || public values), is proved.
    event Proved(bytes32 indexed statement, bytes32 indexed run);

    /// Constructor: fixed commitment `index` is not a point of the curve other than the identity, with coordinates below q.
    error WrongFixedCommitment(uint256 index);
    /// Constructor: [s]_2 is not in the group that the pairing is of, or is one of the two points for which everybody knows s.
    error WrongSG2();

    string public constant PROFILE = "segments-256k-r16";
    uint256 public constant PROOF_LENGTH = 3748;
    uint256 public constant MAX_PUBLIC_BYTES = 1048480;

    /// Constraint system, constant commitments, setup and format: everything but the program. Computed by the constructor, so
    /// that it cannot be another setup's than the one that proofs are checked against.
    bytes32 public immutable VERIFIER_HASH;
    /// The first four bytes of every proof for this contract.
    bytes4 public immutable SELECTOR;
    /// True if the setup is the development SRS, whose trapdoor is public: then anybody can prove anything, and the contract is
    /// for tests alone.
    bool public immutable INSECURE_DEV_SRS;

    // The setup: commitments of the fixed columns that are the same for all programs, and [s]_2 as the pairing reads it.
    uint256 private immutable CONSTANT_0_X;
    uint256 private immutable CONSTANT_0_Y;
    uint256 private immutable S_G2_X_IM;
    uint256 private immutable S_G2_X_RE;
    uint256 private immutable S_G2_Y_IM;
    uint256 private immutable S_G2_Y_RE;

    /// Order of BN254's groups: the field of the scalars.
    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// The field of BN254's coordinates.
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    // The proof, in bytes from its first word.
    uint256 private constant POINTS_END = 0x2a0;
    uint256 private constant EVALS_CPTR = 0x2a0;
    uint256 private constant EVALS_SIZE = 0xb80;
    uint256 private constant H1_CPTR = 0xe20;
    uint256 private constant H2_CPTR = 0xe60;
    uint256 private constant PROGRAM_SIZE = 0x40;

    // Memory, in bytes. Challenges and values first:
    uint256 private constant CHALLENGE_0 = 0x80;
    uint256 private constant CHALLENGE_1 = 0xa0;
    uint256 private constant Y = 0xc0;
    uint256 private constant X = 0xe0;
    uint256 private constant OPEN_V = 0x100;
    uint256 private constant OPEN_U = 0x120;
    uint256 private constant AFTER_SHARED = 0x140;
    uint256 private constant AFTER_SEGMENT = 0x160;
    uint256 private constant COEFFICIENT = 0x180;
    uint256 private constant WRITTEN = 0x1a0;
    uint256 private constant FIRST_MARK = 0x1c0;
    uint256 private constant LAST_MARK = 0x1e0;
    uint256 private constant CLOSING_MARK = 0x200;
    uint256 private constant OFFSET = 0x220;
    uint256 private constant GOES_ON = 0x240;
    uint256 private constant ANSWER = 0x260;
    uint256 private constant SHARE = 0x280;
    uint256 private constant XN_INV = 0x2a0;
    uint256 private constant DISTANCE_INV = 0x2c0;
    uint256 private constant QUOTIENT = 0x2e0;
    uint256 private constant OPENED = 0x300;
    uint256 private constant VANISHING = 0x320;
    uint256 private constant FACTOR_QUOTIENT = 0x340;
    uint256 private constant FACTOR_0 = 0x360;
    uint256 private constant FACTOR_1 = 0x380;
    uint256 private constant FACTOR_2 = 0x3a0;
    uint256 private constant FACTOR_3 = 0x3c0;
    uint256 private constant FACTOR_4 = 0x3e0;
    uint256 private constant FACTOR_5 = 0x400;
    uint256 private constant FACTOR_6 = 0x420;
    uint256 private constant FACTOR_7 = 0x440;
    uint256 private constant FACTOR_8 = 0x460;
    uint256 private constant FACTOR_9 = 0x480;
    uint256 private constant Y_POW_24 = 0x4a0;
    uint256 private constant SHARED_0 = 0x4c0;
    uint256 private constant SHARED_1 = 0x4e0;
    uint256 private constant SHARED_2 = 0x500;
    uint256 private constant SHARED_3 = 0x520;
    uint256 private constant SHARED_4 = 0x540;
    uint256 private constant SHARED_5 = 0x560;
    uint256 private constant SHARED_6 = 0x580;
    uint256 private constant SHARED_7 = 0x5a0;
    uint256 private constant SHARED_8 = 0x5c0;
    uint256 private constant SHARED_9 = 0x5e0;
    uint256 private constant SHARED_10 = 0x600;
    uint256 private constant SHARED_11 = 0x620;
    uint256 private constant SHARED_12 = 0x640;
    uint256 private constant SHARED_13 = 0x660;
    uint256 private constant SHARED_14 = 0x680;
    uint256 private constant SHARED_15 = 0x6a0;
    uint256 private constant SHARED_16 = 0x6c0;
    uint256 private constant SHARED_17 = 0x6e0;
    uint256 private constant SHARED_18 = 0x700;
    uint256 private constant SHARED_19 = 0x720;
    uint256 private constant SHARED_20 = 0x740;
    uint256 private constant SHARED_21 = 0x760;
    uint256 private constant SHARED_22 = 0x780;
    uint256 private constant SHARED_23 = 0x7a0;
    uint256 private constant SHARED_24 = 0x7c0;
    uint256 private constant SHARED_25 = 0x7e0;
    uint256 private constant SHARED_26 = 0x800;
    uint256 private constant SHARED_27 = 0x820;
    uint256 private constant SHARED_28 = 0x840;
    uint256 private constant SHARED_29 = 0x860;
    uint256 private constant SHARED_30 = 0x880;
    uint256 private constant SHARED_31 = 0x8a0;
    uint256 private constant CONSTANT_0 = 0x8c0;
    uint256 private constant SUM_MPTR = 0x920;
    uint256 private constant POINT_MPTR = 0x960;
    uint256 private constant SCALAR_MPTR = 0x9a0;
    uint256 private constant RIGHT_MPTR = 0x9c0;
    uint256 private constant PAIRING_MPTR = 0xa60;
    uint256 private constant BEFORE_EVALS = 0xbe0;
    uint256 private constant EVALS_MPTR = 0xc00;
    uint256 private constant F0 = 0xc00;
    uint256 private constant F1 = 0xc20;
    uint256 private constant F2 = 0xc40;
    uint256 private constant F3 = 0xc60;
    uint256 private constant F4 = 0xc80;
    uint256 private constant F5 = 0xca0;
    uint256 private constant F6 = 0xcc0;
    uint256 private constant F7 = 0xce0;
    uint256 private constant F8 = 0xd00;
    uint256 private constant F9 = 0xd20;
    uint256 private constant F10 = 0xd40;
    uint256 private constant A0 = 0xd60;
    uint256 private constant A1 = 0xd80;
    uint256 private constant A2 = 0xda0;
    uint256 private constant A3 = 0xdc0;
    uint256 private constant A4 = 0xde0;
    uint256 private constant A5 = 0xe00;
    uint256 private constant A6 = 0xe20;
    uint256 private constant A7 = 0xe40;
    uint256 private constant A0_NEXT = 0xe60;
    uint256 private constant A1_NEXT = 0xe80;
    uint256 private constant A2_NEXT = 0xea0;
    uint256 private constant A3_NEXT = 0xec0;
    uint256 private constant A4_NEXT = 0xee0;
    uint256 private constant A5_NEXT = 0xf00;
    uint256 private constant A6_NEXT = 0xf20;
    uint256 private constant A7_NEXT = 0xf40;
    uint256 private constant A8 = 0xf60;
    uint256 private constant A9 = 0xf80;
    uint256 private constant A10 = 0xfa0;
    uint256 private constant A11 = 0xfc0;
    uint256 private constant A12 = 0xfe0;
    uint256 private constant A13 = 0x1000;
    uint256 private constant A14 = 0x1020;
    uint256 private constant A15 = 0x1040;
    uint256 private constant A8_NEXT = 0x1060;
    uint256 private constant A9_NEXT = 0x1080;
    uint256 private constant A10_NEXT = 0x10a0;
    uint256 private constant A11_NEXT = 0x10c0;
    uint256 private constant A12_NEXT = 0x10e0;
    uint256 private constant A13_NEXT = 0x1100;
    uint256 private constant A14_NEXT = 0x1120;
    uint256 private constant A15_NEXT = 0x1140;
    uint256 private constant A16 = 0x1160;
    uint256 private constant A17 = 0x1180;
    uint256 private constant A18 = 0x11a0;
    uint256 private constant A19 = 0x11c0;
    uint256 private constant A20 = 0x11e0;
    uint256 private constant A21 = 0x1200;
    uint256 private constant A22 = 0x1220;
    uint256 private constant A23 = 0x1240;
    uint256 private constant A16_NEXT = 0x1260;
    uint256 private constant A17_NEXT = 0x1280;
    uint256 private constant A18_NEXT = 0x12a0;
    uint256 private constant A19_NEXT = 0x12c0;
    uint256 private constant A20_NEXT = 0x12e0;
    uint256 private constant A21_NEXT = 0x1300;
    uint256 private constant A22_NEXT = 0x1320;
    uint256 private constant A23_NEXT = 0x1340;
    uint256 private constant A24 = 0x1360;
    uint256 private constant A25 = 0x1380;
    uint256 private constant A26 = 0x13a0;
    uint256 private constant A27 = 0x13c0;
    uint256 private constant A28 = 0x13e0;
    uint256 private constant A29 = 0x1400;
    uint256 private constant A30 = 0x1420;
    uint256 private constant A31 = 0x1440;
    uint256 private constant A32 = 0x1460;
    uint256 private constant A33 = 0x1480;
    uint256 private constant A34 = 0x14a0;
    uint256 private constant A35 = 0x14c0;
    uint256 private constant A36 = 0x14e0;
    uint256 private constant A37 = 0x1500;
    uint256 private constant A38 = 0x1520;
    uint256 private constant A39 = 0x1540;
    uint256 private constant A40 = 0x1560;
    uint256 private constant A41 = 0x1580;
    uint256 private constant A42 = 0x15a0;
    uint256 private constant A43 = 0x15c0;
    uint256 private constant A44 = 0x15e0;
    uint256 private constant A45 = 0x1600;
    uint256 private constant A46 = 0x1620;
    uint256 private constant A47 = 0x1640;
    uint256 private constant A45_NEXT = 0x1660;
    uint256 private constant A46_NEXT = 0x1680;
    uint256 private constant A47_NEXT = 0x16a0;
    uint256 private constant A48 = 0x16c0;
    uint256 private constant A49 = 0x16e0;
    uint256 private constant A50 = 0x1700;
    uint256 private constant A51 = 0x1720;
    uint256 private constant A52 = 0x1740;
    uint256 private constant A53 = 0x1760;
    uint256 private constant SCRATCH_MPTR = 0x1780;
    uint256 private constant ABSORB_MPTR = 0x1780;
    uint256 private constant MEMORY_END = 0x1860;
    uint256 private constant TRANSCRIPT_MPTR = 0x1860;
    uint256 private constant PROGRAM_MPTR = 0x1880;
    uint256 private constant ANSWER_MPTR = 0x18c0;
    uint256 private constant LENGTH_MPTR = 0x18e0;
    uint256 private constant FIRST_SIZE = 0x180;
    uint256 private constant SECOND_CPTR = 0x1c0;
    uint256 private constant SECOND_SIZE = 0x80;
    uint256 private constant QUOTIENT_CPTR = 0x260;
    uint256 private constant COUNT_MPTR = 0x18e0;
    uint256 private constant ROOT_MPTR = 0x1900;
    uint256 private constant STATEMENT_MPTR = 0x1920;
    uint256 private constant LEAF_MPTR = 0x1940;
    uint256 private constant NODES_MPTR = 0x1ac0;
    uint256 private constant RUN_SIZE = 0xe0;
    uint256 private constant SHARE_CPTR = 0x240;
    uint256 private constant SEGMENT_SIZE = 0xe60;
    uint256 private constant MAX_SEGMENTS = 0x400;
    /// @param fixedCommitments x and y of each, in the order of the columns.
    /// @param sG2              [s]_2: imaginary and real part of x, then of y.
    constructor(uint256[2] memory fixedCommitments, uint256[4] memory sG2) {
        for (uint256 i = 0; i < fixedCommitments.length; i += 2) {
            (uint256 x, uint256 y) = (fixedCommitments[i], fixedCommitments[i + 1]);
            bool onCurve = mulmod(y, y, Q) == addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q);
            if (x >= Q || y >= Q || !onCurve) revert WrongFixedCommitment(i / 2);
        }
        _checkSG2(sG2);
        bytes32 hash = keccak256(
            bytes.concat(hex"766e54696e7952414d207665726966696572207632007365676d656e74732d3235366b2d7231360070a997ede53a48e9ae8dd02d989bf9c37d5d1f20c976bf3fcaf66bed71e24c9b", abi.encodePacked(fixedCommitments), hex"edf692d95cbdde46ddda5ef7d422436779445c5e66006a42761e1f12efde0018c212f3aeb785e49712e7a9353349aaf1255dfb31b7bf60723a480d9293938e19", _compress(sG2))
        );
        VERIFIER_HASH = hash;
        SELECTOR = bytes4(hash);
        INSECURE_DEV_SRS = keccak256(abi.encode(sG2)) == 0x1147c92e73b5cdd2c9454d48aaaccb50aee3e69776f79a0f9130578395e016a3;
        CONSTANT_0_X = fixedCommitments[0];
        CONSTANT_0_Y = fixedCommitments[1];
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

    /// A run, as `begin` was told it. Its hash names the run, so that `add` may be told it again.
    struct Run {
        /// Hash of verifier, program, answer, public values, number of segments and the first points of all: the challenges' source.
        bytes32 transcript;
        /// The program point.
        uint256[2] program;
        uint32 answer;
        /// How many it has.
        uint32 segments;
        /// Root of the Merkle tree of the segments' first points.
        bytes32 points;
        /// keccak256(programId || answer, 4 bytes || public values)
        bytes32 statement;
    }

    /// A run some of whose segments are not in yet.
    struct Record {
        /// The verifier's first tuples and the shares so far, and BEGUN.
        uint256 product;
        /// Bit i % 256 of word i / 256: segment i is in.
        uint256[MAX_SEGMENTS / 256] segments;
    }

    /// The highest bit: products are below r < 2^254.
    uint256 private constant BEGUN = 1 << 255;
    mapping(bytes32 run => Record) private _records;
    mapping(bytes32 statement => bool) private _proved;

    /// Was it proved, in several transactions, that the program with `publicValues` as its primary tape and some auxiliary tape executes
    /// `answer`? Once true, it stays true.
    function isProved(bytes32 programId, uint32 answer, bytes calldata publicValues) external view returns (bool) {
        return _proved[_statement(programId, answer, publicValues)];
    }

    /// Has this run begun, and which segments are in: bit i % 256 of word i / 256. Of a run that is proved nothing is kept.
    function progress(bytes32 run) external view returns (bool begun, uint256[MAX_SEGMENTS / 256] memory segments) {
        return (_records[run].product != 0, _records[run].segments);
    }

    /// The first transaction: from here on the challenges of all segments are known. The run belongs to nobody; a run that has begun, or
    /// is proved, is left as it is.
    /// @param  points selector || program point || first points of each segment: what comes first in each of the proof's segments.
    /// @return run    the hash of its `Run`
    function begin(bytes32 programId, uint32 answer, bytes calldata publicValues, bytes calldata points)
        external
        returns (bytes32 run)
    {
        uint256 words = _open(publicValues, points);
        uint256 count = _segments(points.length, FIRST_SIZE);
        bytes32 statement = _statement(programId, answer, publicValues);
        _checkProgram(words);
        _bindProgram(programId, words);
        bytes32 transcript = _hashShared(words, FIRST_SIZE, count, answer, publicValues);
        _drawShared(transcript);
        _multiplyFirst(publicValues);
        _hashPoints(words, FIRST_SIZE, 0, count);
        bytes32 root = _root(0, count, count, 0, 0);
        assembly {
            // The program point is there.
            mstore(TRANSCRIPT_MPTR, transcript)
            mstore(ANSWER_MPTR, answer)
            mstore(COUNT_MPTR, count)
            mstore(ROOT_MPTR, root)
            mstore(STATEMENT_MPTR, statement)
            run := keccak256(TRANSCRIPT_MPTR, RUN_SIZE)
        }
        if (_proved[statement] || _records[run].product != 0) return run;
        _store(run);
        emit Begun(run, statement, count);
    }

    /// Verifies segments and puts them in, each once: one that is in already is passed over, and so is all of a run whose statement is
    /// proved. So two who send the same segments do not hinder each other. The last one proves the statement.
    /// @param from     the index of the first of them, counted from zero
    /// @param path     what else the root of the first points is made of: from the leaves up, first what is before them, then what is behind
    /// @param segments the messages of segments that follow each other, as they are in the proof
    function add(Run calldata run, uint256 from, bytes32[] calldata path, bytes calldata segments) external {
        bytes32 statement = run.statement;
        if (_proved[statement]) return;
        bytes32 id;
        assembly {
            mstore(0x40, MEMORY_END)
            calldatacopy(TRANSCRIPT_MPTR, run, RUN_SIZE)
            id := keccak256(TRANSCRIPT_MPTR, RUN_SIZE)
        }
        uint256 product = _records[id].product;
        if (product == 0) revert UnknownRun(id);
        uint256 count = segments.length / SEGMENT_SIZE;
        if (count == 0 || segments.length % SEGMENT_SIZE != 0) revert WrongSegmentsLength(segments.length, SEGMENT_SIZE);
        if (from >= run.segments) revert NoSuchSegment(from, run.segments);
        if (count > run.segments - from) revert NoSuchSegment(run.segments, run.segments);
        uint256 words;
        uint256 siblings;
        assembly {
            // Names of places count from the program point in front.
            words := sub(segments.offset, PROGRAM_SIZE)
            siblings := path.offset
        }
        _hashPoints(words, SEGMENT_SIZE, from, count);
        if (_root(from, count, run.segments, siblings, path.length) != run.points) revert OtherPoints(from, count);
        _drawShared(run.transcript);
        assembly {
            mstore(WRITTEN, xor(product, BEGUN))
        }
        if (!_addSegments(id, words, from, count)) return;
        _placeSetup();
        _checkPairing();
        if (!_isComplete(id)) return _store(id);
        _checkTuples(run.segments);
        delete _records[id];
        _proved[statement] = true;
        emit Proved(statement, id);
    }

    function _statement(bytes32 programId, uint32 answer, bytes calldata publicValues) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(programId, answer, publicValues));
    }

    /// Keeps the product.
    function _store(bytes32 run) private {
        uint256 product;
        assembly {
            product := or(mload(WRITTEN), BEGUN)
        }
        _records[run].product = product;
    }

    /// Verifies, of the segments of a call, those that are not in yet, but for the pairing. False if there are none.
    function _addSegments(bytes32 run, uint256 words, uint256 from, uint256 count) private returns (bool) {
        uint256 position;
        for (uint256 i = from; i < from + count; i++) {
            uint256 before = _records[run].segments[i / 256];
            if (before >> (i % 256) & 1 == 0) {
                _records[run].segments[i / 256] = before | 1 << (i % 256);
                _checkSegment(words, i);
                _verifySegment(words, i, position);
                position++;
            }
            words += SEGMENT_SIZE;
        }
        return position > 0;
    }

    /// Are all segments of the run in memory in?
    function _isComplete(bytes32 run) private view returns (bool) {
        uint256 count;
        assembly {
            count := mload(COUNT_MPTR)
        }
        for (uint256 i = 0; i < count; i += 256) {
            uint256 all = count - i < 256 ? (1 << (count - i)) - 1 : type(uint256).max;
            if (_records[run].segments[i / 256] != all) return false;
        }
        return true;
    }

    /// Hashes the first points of segments that follow each other to the tree's leaves, in front of which there is room for one if they
    /// begin with a right one.
    function _hashPoints(uint256 segment, uint256 size, uint256 from, uint256 count) private pure {
        assembly {
            let at := add(NODES_MPTR, shl(5, and(from, 1)))
            for { let end := add(at, shl(5, count)) } lt(at, end) { at := add(at, 0x20) } {
                calldatacopy(LEAF_MPTR, add(segment, PROGRAM_SIZE), FIRST_SIZE)
                mstore(at, keccak256(LEAF_MPTR, FIRST_SIZE))
                segment := add(segment, size)
            }
        }
    }

    /// The root of the Merkle tree of `width` leaves, `count` of which lie in memory. The others are in the path: on each level the left
    /// sibling of the first and the right one of the last. A node without a right sibling goes up as it is. Zero if the path has another
    /// length.
    function _root(uint256 from, uint256 count, uint256 width, uint256 path, uint256 length)
        private
        pure
        returns (bytes32 root)
    {
        assembly {
            let pathEnd := add(path, shl(5, length))
            let end := add(from, count)
            for {} gt(width, 1) {} {
                if and(from, 1) {
                    mstore(NODES_MPTR, calldataload(path))
                    path := add(path, 0x20)
                    from := sub(from, 1)
                }
                if and(and(end, 1), lt(end, width)) {
                    mstore(add(NODES_MPTR, shl(5, sub(end, from))), calldataload(path))
                    path := add(path, 0x20)
                    end := add(end, 1)
                }
                let node := NODES_MPTR
                let parent := add(node, shl(5, and(shr(1, from), 1)))
                for { let last := add(node, shl(6, shr(1, sub(end, from)))) } lt(node, last) { node := add(node, 0x40) } {
                    mstore(parent, keccak256(node, 0x40))
                    parent := add(parent, 0x20)
                }
                if and(end, 1) { mstore(parent, mload(node)) }
                from := shr(1, from)
                end := shr(1, add(end, 1))
                width := shr(1, add(width, 1))
            }
            if eq(path, pathEnd) { root := mload(NODES_MPTR) }
        }
    }

    function _verify(bytes32 programId, uint256 answer, bytes calldata publicValues, bytes calldata proof) private view {
        uint256 words = _open(publicValues, proof);
        uint256 count = _segments(proof.length, SEGMENT_SIZE);
        _checkProgram(words);
        // Names of places in a proof count from its program point, as if there were one before each segment.
        for (uint256 i = 0; i < count; i++) {
            _checkSegment(words + i * SEGMENT_SIZE, i);
        }
        _bindProgram(programId, words);
        _drawShared(_hashShared(words, SEGMENT_SIZE, count, answer, publicValues));
        _multiplyFirst(publicValues);
        assembly {
            mstore(ANSWER_MPTR, answer)
            mstore(COUNT_MPTR, count)
        }
        for (uint256 i = 0; i < count; i++) {
            _verifySegment(words + i * SEGMENT_SIZE, i, i);
        }
        _placeSetup();
        _checkPairing();
        _checkTuples(count);
    }

    /// The form of what is public, and the selector: where the words behind it are.
    function _open(bytes calldata publicValues, bytes calldata proof) private view returns (uint256 words) {
        if (publicValues.length % 4 != 0) revert PublicValuesNotWords(publicValues.length);
        if (publicValues.length > MAX_PUBLIC_BYTES) revert PublicValuesTooLong(publicValues.length, MAX_PUBLIC_BYTES);
        if (proof.length < 4) revert WrongProofLength(proof.length, PROOF_LENGTH);
        if (bytes4(proof) != SELECTOR) revert WrongVerifier(bytes4(proof), SELECTOR);
        assembly {
            words := add(proof.offset, 4)
            mstore(0x40, MEMORY_END)
        }
    }

    /// How many segments there are behind selector and program point, in bytes of this length, if each takes so many.
    function _segments(uint256 length, uint256 size) private pure returns (uint256 count) {
        uint256 first = PROOF_LENGTH - SEGMENT_SIZE;
        if (length > first) count = (length - first) / size;
        if (count == 0) count = 1;
        if (count > MAX_SEGMENTS) count = MAX_SEGMENTS;
        uint256 expected = first + count * size;
        if (length != expected) revert WrongProofLength(length, expected);
    }

    /// The program point's coordinates are below q, and it is on the curve and not the identity.
    function _checkProgram(uint256 words) private pure {
        (uint256 x, uint256 y) = _point(words);
        if (x >= Q) revert NotCanonical(0);
        if (y >= Q) revert NotCanonical(1);
        if (!_onCurve(x, y)) revert NotOnCurve(0);
    }

    function _point(uint256 place) private pure returns (uint256 x, uint256 y) {
        assembly {
            x := calldataload(place)
            y := calldataload(add(place, 0x20))
        }
    }

    /// (0, 0), the encoding of the identity, is not on y^2 = x^3 + 3.
    function _onCurve(uint256 x, uint256 y) private pure returns (bool) {
        return mulmod(y, y, Q) == addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q);
    }

    /// Every coordinate is below q, every point on the curve and not the identity, every scalar below r: one statement of the
    /// transcript has one encoding, and the precompiles below get nothing that they would burn all gas on.
    function _checkSegment(uint256 segment, uint256 index) private pure {
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
            good := goodPoints(add(segment, PROGRAM_SIZE), add(segment, SHARE_CPTR))
            good := and(good, lt(calldataload(add(segment, SHARE_CPTR)), R))
            good := and(good, goodPoints(add(segment, QUOTIENT_CPTR), add(segment, EVALS_CPTR)))
            good := and(good, goodScalars(add(segment, EVALS_CPTR), add(segment, H1_CPTR)))
            good := and(good, goodPoints(add(segment, H1_CPTR), add(segment, add(H2_CPTR, 0x40))))
        }
        if (!good) _refuseSegment(segment, index);
    }

    /// Names the first word that is not as it should be.
    function _refuseSegment(uint256 segment, uint256 index) private pure {
        for (uint256 word = 0; word < SEGMENT_SIZE / 0x20; word++) {
            uint256 place = PROGRAM_SIZE + word * 0x20;
            (uint256 x, uint256 y) = _point(segment + place);
            if (place == SHARE_CPTR || (place >= EVALS_CPTR && place < H1_CPTR)) {
                if (x >= R) revert SegmentNotCanonical(index, word);
                continue;
            }
            if (x >= Q) revert SegmentNotCanonical(index, word);
            if (y >= Q) revert SegmentNotCanonical(index, word + 1);
            if (!_onCurve(x, y)) revert SegmentNotOnCurve(index, word);
            word++;
        }
        revert InvalidProof(); // not reached: this is called for a segment with a bad word
    }

    /// All of a segment but its words' form and the pairing. `position`: how many were verified before it in this call.
    function _verifySegment(uint256 segment, uint256 index, uint256 position) private view {
        _placeNumbers(segment, index);
        _deriveChallenges(segment, index, position);
        _evaluateMarks();
        _evaluateGates();
        _combineEvaluations();
        _addCommitments(segment, position);
    }

    /// programId = keccak256(VERIFIER_HASH || program point). The transcript starts with the same words.
    function _bindProgram(bytes32 programId, uint256 words) private view {
        bytes32 received;
        bytes32 hash = VERIFIER_HASH;
        assembly {
            mstore(TRANSCRIPT_MPTR, hash)
            calldatacopy(PROGRAM_MPTR, words, PROGRAM_SIZE)
            received := keccak256(TRANSCRIPT_MPTR, add(0x20, PROGRAM_SIZE))
        }
        if (received != programId) revert WrongProgram(received, programId);
    }

    /// Fiat-Shamir: the challenges of all segments are a hash of verifier, program, answer, number of words, words, number of segments and
    /// the first points of all segments, which are `size` bytes from each other.
    function _hashShared(uint256 words, uint256 size, uint256 count, uint256 answer, bytes calldata publicValues)
        private
        pure
        returns (bytes32 hash)
    {
        assembly {
            mstore(ANSWER_MPTR, answer)
            mstore(LENGTH_MPTR, shr(2, publicValues.length))
            let end := add(LENGTH_MPTR, 0x20)
            calldatacopy(end, publicValues.offset, publicValues.length)
            end := add(end, publicValues.length)
            mstore(end, count)
            end := add(end, 0x20)
            let first := add(words, PROGRAM_SIZE)
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                calldatacopy(end, first, FIRST_SIZE)
                end := add(end, FIRST_SIZE)
                first := add(first, size)
            }
            hash := keccak256(TRANSCRIPT_MPTR, sub(end, TRANSCRIPT_MPTR))
        }
    }

    /// The challenges of all segments, and what each segment's transcript goes on from.
    function _drawShared(bytes32 hash) private pure {
        assembly {
            let r := R
            mstore(CHALLENGE_0, mod(hash, r))
            mstore(0x00, hash)
            hash := keccak256(0x00, 0x20)
            mstore(CHALLENGE_1, mod(hash, r))
            mstore(AFTER_SHARED, hash)
        }
    }

    /// The tuples that the verifier writes. The tape's: gamma - (word beta^2 + address) for each word, gamma - (beta^3 + address) for the end;
    /// the first link, gamma - address; registers, scratch cell and mask before the first segment, gamma - address. All these addresses are
    /// negative.
    /// @dev Sums are left unreduced where a mulmod follows.
    function _multiplyFirst(bytes calldata publicValues) private pure {
        assembly {
            let r := R
            let beta := mload(CHALLENGE_0)
            let square := mulmod(beta, beta, r)
            let written := 1
            let cell := 0x40000000
            let above := add(mload(CHALLENGE_1), add(r, r))
            let end := add(publicValues.offset, publicValues.length)
            for { let from := publicValues.offset } lt(from, end) { from := add(from, 4) } {
                let word := shr(224, calldataload(from))
                written := mulmod(written, sub(above, add(mulmod(word, square, r), cell)), r)
                cell := add(cell, 1)
            }
            written := mulmod(written, sub(above, add(mulmod(beta, square, r), cell)), r)
            for { let cells := 0x40000010 } iszero(lt(cells, 0x3ffffffe)) { cells := sub(cells, 1) } {
                written := mulmod(written, add(mload(CHALLENGE_1), cells), r)
            }
            mstore(WRITTEN, written)
        }
    }

    /// All tuples written are read: behind the last segment the verifier reads registers, scratch cell and mask, gamma - (time beta + address).
    function _checkTuples(uint256 count) private pure {
        bool equal;
        assembly {
            let r := R
            let read := 1
            let last := add(mload(CHALLENGE_1), sub(r, mulmod(mul(count, 0xffff0), mload(CHALLENGE_0), r)))
            for { let cells := 0x40000010 } gt(cells, 0x3ffffffe) { cells := sub(cells, 1) } {
                read := mulmod(read, add(last, cells), r)
            }
            equal := eq(mload(WRITTEN), read)
        }
        if (!equal) revert SegmentsDisagree();
    }

    /// What is public in a segment: the time before its first access, is there another one behind it, the answer, and its share, by which the
    /// product of all tuples written grows.
    function _placeNumbers(uint256 segment, uint256 index) private pure {
        assembly {
            let share := calldataload(add(segment, SHARE_CPTR))
            mstore(OFFSET, mul(index, 0xffff0))
            mstore(GOES_ON, lt(add(index, 1), mload(COUNT_MPTR)))
            mstore(ANSWER, mload(ANSWER_MPTR))
            mstore(SHARE, share)
            mstore(WRITTEN, mulmod(mload(WRITTEN), share, R))
        }
    }

    /// The challenges of a segment: each is the hash of the one before and of all that was sent since, the first one of the segment's number
    /// too. The coefficient is a hash of all openings of this call so far, but for the first one's.
    function _deriveChallenges(uint256 segment, uint256 index, uint256 position) private pure {
        assembly {
            function absorb(last, from, size) -> hash {
                mstore(ABSORB_MPTR, last)
                calldatacopy(add(ABSORB_MPTR, 0x20), from, size)
                hash := keccak256(ABSORB_MPTR, add(size, 0x20))
            }
            let r := R
            mstore(ABSORB_MPTR, mload(AFTER_SHARED))
            mstore(add(ABSORB_MPTR, 0x20), index)
            calldatacopy(add(ABSORB_MPTR, 0x40), add(segment, SECOND_CPTR), add(SECOND_SIZE, 0x20))
            let hash := keccak256(ABSORB_MPTR, add(SECOND_SIZE, 0x60))
            mstore(Y, mod(hash, r))
            hash := absorb(hash, add(segment, QUOTIENT_CPTR), 0x40)
            // The columns' point is this to the number of columns of a pack.
            let x := mod(hash, r)
            x := mulmod(x, x, r)
            x := mulmod(x, x, r)
            x := mulmod(x, x, r)
            mstore(X, x)
            mstore(BEFORE_EVALS, hash)
            calldatacopy(EVALS_MPTR, add(segment, EVALS_CPTR), EVALS_SIZE)
            hash := keccak256(BEFORE_EVALS, add(0x20, EVALS_SIZE))
            mstore(OPEN_V, mod(hash, r))
            hash := absorb(hash, add(segment, H1_CPTR), 0x40)
            mstore(OPEN_U, mod(hash, r))
            mstore(ABSORB_MPTR, mload(AFTER_SEGMENT))
            mstore(add(ABSORB_MPTR, 0x20), hash)
            calldatacopy(add(ABSORB_MPTR, 0x40), add(segment, H2_CPTR), 0x40)
            hash := keccak256(ABSORB_MPTR, 0x80)
            mstore(AFTER_SEGMENT, hash)
            let coefficient := 1
            if position { coefficient := mod(hash, r) }
            mstore(COEFFICIENT, coefficient)
        }
    }

    /// The public columns at x, 1 on the first row, on the last step's and on the closing row; with the inversions of the verification at
    /// the price of one.
    function _evaluateMarks() private view {
        bool invertible;
        bool available;
        assembly {
            let r := R
            let x := mload(X)
            let vanishing := x
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := mulmod(vanishing, vanishing, r)
            vanishing := addmod(vanishing, sub(r, 1), r)
            let first := addmod(x, sub(r, 1), r)
            let last := addmod(x, sub(r, 0x2fbfcf413997f6813e57011159103617e24bbc842eeb18d99361c938fd6f14a4), r)
            let closing := addmod(x, sub(r, 0x0cf312e84f2456134e812826473d3dfb577b2bfdba762aba88b47b740472c1f0), r)
            // Montgomery's trick.
            let two := mulmod(x, vanishing, r)
            let three := mulmod(two, first, r)
            let four := mulmod(three, last, r)
            let inverse := mulmod(four, closing, r)
            invertible := gt(inverse, 0)
            mstore(SCRATCH_MPTR, 0x20)
            mstore(add(SCRATCH_MPTR, 0x20), 0x20)
            mstore(add(SCRATCH_MPTR, 0x40), 0x20)
            mstore(add(SCRATCH_MPTR, 0x60), inverse)
            mstore(add(SCRATCH_MPTR, 0x80), sub(r, 2)) // product^(r - 2) by EIP-198
            mstore(add(SCRATCH_MPTR, 0xa0), r)
            available := staticcall(gas(), 0x05, SCRATCH_MPTR, 0xc0, SCRATCH_MPTR, 0x20)
            available := and(available, eq(returndatasize(), 0x20))
            inverse := mload(SCRATCH_MPTR)
            // The column of row w: vanishing w / (n (x - w)).
            let scaled := mulmod(vanishing, 0x3064486657634403844b0eac78ca882cfd284341fcb0615a15cfcd17b14d8201, r)
            mstore(CLOSING_MARK, mulmod(mulmod(inverse, four, r), mulmod(scaled, 0x0cf312e84f2456134e812826473d3dfb577b2bfdba762aba88b47b740472c1f0, r), r))
            inverse := mulmod(inverse, closing, r)
            mstore(LAST_MARK, mulmod(mulmod(inverse, three, r), mulmod(scaled, 0x2fbfcf413997f6813e57011159103617e24bbc842eeb18d99361c938fd6f14a4, r), r))
            inverse := mulmod(inverse, last, r)
            mstore(FIRST_MARK, mulmod(mulmod(inverse, two, r), scaled, r))
            inverse := mulmod(inverse, first, r)
            mstore(XN_INV, mulmod(inverse, x, r))
            // 1 / (w x - x)
            mstore(DISTANCE_INV, mulmod(mulmod(inverse, vanishing, r), 0x287cea2861fc24296922ea848c2102dd66a0074c11ac615f2c8e33b150836e76, r))
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
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                g := mulmod(g, g, r)
                g := mulmod(g, g, r)
                mstore(Y_POW_24, g)
                // lookups: lookups: running sum
                mstore(SHARED_0, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A0), mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), mload(A24), r), r)), r))))
                mstore(SHARED_1, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A1), mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), mload(A25), r), r)), r))))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A2), mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), mload(A26), r), r)), r))))
                mstore(SHARED_3, mulmod(mload(F0), mload(SHARED_0), r))
                h := add(sub(r, mod(add(mulmod(mload(SHARED_1), mload(SHARED_3), r), add(mulmod(mload(SHARED_2), mload(SHARED_3), r), mulmod(mload(SHARED_2), mulmod(mload(F0), mload(SHARED_1), r), r))), r)), mulmod(mulmod(mload(SHARED_2), mulmod(mload(SHARED_0), mload(SHARED_1), r), r), mulmod(mload(F0), add(add(mload(A45_NEXT), sub(r, mload(A45))), sub(r, addmod(mload(A53), add(mload(A52), add(mload(A51), add(mload(A50), add(mload(A48), mload(A49))))), r))), r), r))
                // lookups: lookups: helper 0
                mstore(SHARED_1, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A3), mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), mload(A27), r), r)), r))))
                mstore(SHARED_3, add(sub(r, 0x0000000000000000000000000000000000000000000000000000000040000001), sub(r, mload(A4_NEXT))))
                mstore(SHARED_2, mod(add(mulmod(mload(A23_NEXT), 128, r), add(mulmod(mload(A23), 64, r), addmod(mulmod(mload(A22_NEXT), 32, r), add(mulmod(mload(A22), 16, r), add(mulmod(mload(A21_NEXT), 8, r), add(mulmod(mload(A21), 4, r), add(mload(A20), mulmod(mload(A20_NEXT), 2, r))))), r))), r))
                mstore(SHARED_0, mulmod(0x30644e66c81e03716be83b486d6feabcc7ddd0fe6cbf5e72d585d142f7829b05, add(mload(A9), sub(r, mod(add(mload(A31), add(mulmod(512, mload(A32), r), add(mulmod(mload(SHARED_3), 0x0000000000000000000000000000000000000000000000000000000000400000, r), mulmod(mload(A30), 0x0000000000000000000000000000000000000000000000000000000000040000, r)))), r))), r))
                mstore(SHARED_2, mulmod(mload(CHALLENGE_0), add(1, mulmod(mload(CHALLENGE_0), add(mulmod(mload(A36), 2048, r), add(mulmod(mload(A35), 1024, r), add(mulmod(mload(A34), 512, r), add(mload(SHARED_2), mulmod(mload(A33), 256, r))))), r)), r))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_2), add(mload(SHARED_0), mulmod(64, mload(A36), r))), r))))
                mstore(SHARED_0, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A37), mulmod(mload(CHALLENGE_0), add(2, mulmod(mload(CHALLENGE_0), mload(A38), r)), r)), r))))
                mstore(SHARED_4, mulmod(mload(SHARED_1), mload(F1), r))
                h := add(mulmod(h, y, r), add(mulmod(mulmod(mload(F0), mload(A48), r), mulmod(mload(SHARED_0), mulmod(mload(SHARED_1), mload(SHARED_2), r), r), r), sub(r, mod(add(mulmod(mload(SHARED_2), mload(SHARED_4), r), add(mulmod(mload(SHARED_0), mload(SHARED_4), r), mulmod(mload(SHARED_0), mulmod(mload(F0), mload(SHARED_2), r), r))), r))))
                // lookups: lookups: helper 1
                mstore(SHARED_3, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_3), mulmod(mload(CHALLENGE_0), 3, r)), r))))
                mstore(SHARED_0, add(mload(F0), sub(r, mload(F1))))
                mstore(SHARED_1, mulmod(mload(SHARED_0), 5, r))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A30), mulmod(mload(CHALLENGE_0), add(mload(SHARED_1), mulmod(mload(F1), 3, r)), r)), r))))
                mstore(SHARED_1, mulmod(mload(CHALLENGE_0), add(mload(SHARED_1), mulmod(4, mload(F1), r)), r))
                mstore(SHARED_4, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A31), mload(SHARED_1)), r))))
                mstore(SHARED_5, mulmod(mload(F0), mload(SHARED_3), r))
                h := add(mulmod(h, y, r), add(mulmod(mulmod(mload(F0), mload(A49), r), mulmod(mload(SHARED_4), mulmod(mload(SHARED_3), mload(SHARED_2), r), r), r), sub(r, mod(add(mulmod(mload(SHARED_2), mload(SHARED_5), r), add(mulmod(mload(SHARED_4), mload(SHARED_5), r), mulmod(mload(SHARED_4), mulmod(mload(F1), mload(SHARED_2), r), r))), r))))
                // lookups: lookups: helper 2
                mstore(SHARED_1, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A32), mload(SHARED_1)), r))))
                mstore(SHARED_4, mulmod(mload(CHALLENGE_0), 5, r))
                mstore(SHARED_3, mulmod(2, mload(F2), r))
                mstore(SHARED_2, add(mload(SHARED_3), mload(OFFSET)))
                mstore(SHARED_5, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_4), add(add(mload(SHARED_2), sub(r, mload(A29))), sub(r, mulmod(mload(A44), 0x00000000000000000000000000000000000000000000000000000000000ffff0, r)))), r))))
                mstore(SHARED_6, mod(add(1, mload(SHARED_2)), r))
                mstore(SHARED_7, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_4), add(mload(SHARED_6), sub(r, mload(A28)))), r))))
                mstore(SHARED_8, mulmod(mload(F0), mload(SHARED_1), r))
                h := add(mulmod(h, y, r), add(mulmod(mulmod(mload(F0), mload(A50), r), mulmod(mload(SHARED_7), mulmod(mload(SHARED_1), mload(SHARED_5), r), r), r), sub(r, mod(add(mulmod(mload(SHARED_5), mload(SHARED_8), r), add(mulmod(mload(SHARED_7), mload(SHARED_8), r), mulmod(mload(SHARED_7), mulmod(mload(F0), mload(SHARED_5), r), r))), r))))
                // lookups: lookups: helper 3
                mstore(SHARED_7, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_4), mload(A44)), r))))
                mstore(SHARED_1, mulmod(mload(CHALLENGE_0), add(mload(A36), mulmod(mload(CHALLENGE_0), mload(A37), r)), r))
                mstore(SHARED_5, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A13), mulmod(mload(CHALLENGE_0), add(mload(SHARED_1), 6), r)), r))))
                mstore(SHARED_8, add(mload(CHALLENGE_1), sub(r, mod(add(mload(F4), mulmod(mload(CHALLENGE_0), add(mload(F3), mulmod(mload(CHALLENGE_0), mload(F5), r)), r)), r))))
                mstore(SHARED_9, add(1, sub(r, mload(A14))))
                h := add(mulmod(h, y, r), add(mulmod(mulmod(mload(F0), mload(A51), r), mulmod(mload(SHARED_8), mulmod(mload(SHARED_7), mload(SHARED_5), r), r), r), sub(r, mod(add(sub(r, mulmod(mload(SHARED_5), mulmod(mload(SHARED_7), mulmod(mload(F0), mload(A39), r), r), r)), add(mulmod(mload(SHARED_8), mulmod(mload(F0), mload(SHARED_5), r), r), mulmod(mload(SHARED_8), mulmod(mload(SHARED_7), mulmod(0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001, mulmod(mulmod(mload(F6), mload(SHARED_9), r), add(2, sub(r, mload(A14))), r), r), r), r))), r))))
                // lookups: lookups: helper 4
                mstore(SHARED_8, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_4), mload(SHARED_3)), r))))
                mstore(SHARED_7, add(1, mload(SHARED_3)))
                mstore(SHARED_4, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_4), mload(SHARED_7)), r))))
                mstore(SHARED_3, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_3), mulmod(mload(CHALLENGE_0), add(6, mulmod(mload(CHALLENGE_0), add(mload(F7), mulmod(mload(CHALLENGE_0), mload(F8), r)), r)), r)), r))))
                h := add(mulmod(h, y, r), add(mulmod(mulmod(mload(F0), mload(A52), r), mulmod(mload(SHARED_3), mulmod(mload(SHARED_8), mload(SHARED_4), r), r), r), sub(r, mod(add(sub(r, mulmod(mload(SHARED_4), mulmod(mload(SHARED_8), mulmod(mload(F0), mload(A42), r), r), r)), add(sub(r, mulmod(mload(SHARED_3), mulmod(mload(SHARED_4), mulmod(mload(F0), mload(A40), r), r), r)), sub(r, mulmod(mload(SHARED_3), mulmod(mload(SHARED_8), mulmod(mload(F0), mload(A41), r), r), r)))), r))))
                // lookups: lookups: helper 5
                h := add(mulmod(h, y, r), add(mulmod(mload(F0), mload(A43), r), mulmod(mulmod(mload(F0), mload(A53), r), add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_7), mulmod(mload(CHALLENGE_0), add(6, mulmod(mload(CHALLENGE_0), add(mload(F9), mulmod(mload(CHALLENGE_0), mload(F10), r)), r)), r)), r))), r)))
                // lookups: lookups: sum starts at zero
                h := add(mulmod(h, y, r), mulmod(mload(A45), mload(FIRST_MARK), r))
                // lookups: lookups: sum ends at zero
                h := add(mulmod(h, y, r), mulmod(mload(A45), mload(CLOSING_MARK), r))
                // memory: memory: product of the accesses
                mstore(SHARED_6, mulmod(mload(CHALLENGE_0), add(mload(SHARED_6), mulmod(mload(CHALLENGE_0), add(add(mload(A8), mulmod(mload(SHARED_0), add(mload(A10), sub(r, mload(A8))), r)), mulmod(mload(CHALLENGE_0), add(mload(A9), mulmod(mload(SHARED_0), add(mload(A11), sub(r, mload(A9))), r)), r)), r)), r))
                mstore(SHARED_7, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A7), mulmod(mload(CHALLENGE_0), add(mload(A29), mulmod(mload(CHALLENGE_0), add(mload(A8), mulmod(mload(CHALLENGE_0), mload(A9), r)), r)), r)), r))))
                mstore(SHARED_6, mulmod(add(mload(CHALLENGE_1), sub(r, mod(add(mload(A7), mload(SHARED_6)), r))), add(mload(CHALLENGE_1), sub(r, mod(add(mload(A4), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), mload(A6), r), add(2, mload(SHARED_2))), r)), r))), r))
                h := add(mulmod(h, y, r), mulmod(mload(F0), add(sub(r, mulmod(mload(A46), mload(SHARED_6), r)), mulmod(mload(A46_NEXT), mulmod(mload(SHARED_7), add(mload(CHALLENGE_1), sub(r, mod(add(mload(A4), mulmod(mload(CHALLENGE_0), add(mload(A28), mulmod(mload(CHALLENGE_0), mload(A5), r)), r)), r))), r), r)), r))
                // memory: memory: product of the boot cells
                mstore(SHARED_6, mulmod(0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001, mulmod(mload(A14), add(mload(A14), sub(r, 1)), r), r))
                mstore(SHARED_7, mod(add(mload(SHARED_0), sub(r, mload(F6))), r))
                mstore(SHARED_2, mod(add(sub(r, 16), add(sub(r, 0x0000000000000000000000000000000000000000000000000000000040000000), mulmod(0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001, add(mload(F2), sub(r, 1)), r))), r))
                mstore(SHARED_3, add(mload(OFFSET), 0x00000000000000000000000000000000000000000000000000000000000ffff0))
                mstore(SHARED_8, mulmod(mload(A47), add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_2), mulmod(mload(CHALLENGE_0), add(mload(SHARED_3), mulmod(mload(CHALLENGE_0), mulmod(mload(A36), mload(GOES_ON), r), r)), r)), r))), r))
                mstore(SHARED_4, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A13), mulmod(mload(CHALLENGE_0), add(mload(A33), mulmod(mload(CHALLENGE_0), add(mload(A34), mulmod(mload(CHALLENGE_0), mload(A35), r)), r)), r)), r))))
                mstore(SHARED_6, mulmod(mload(A47), add(mload(SHARED_6), mulmod(add(1, sub(r, mload(SHARED_6))), add(mload(CHALLENGE_1), sub(r, mod(add(mload(A13), mulmod(mload(CHALLENGE_0), mload(SHARED_1), r)), r))), r)), r))
                h := add(mulmod(h, y, r), add(mulmod(mload(F6), add(sub(r, mload(SHARED_6)), mulmod(mload(A47_NEXT), mload(SHARED_4), r)), r), mulmod(mload(SHARED_7), add(sub(r, mload(SHARED_8)), mulmod(mload(A47_NEXT), add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_2), mulmod(mload(CHALLENGE_0), add(mload(A33), mulmod(mload(CHALLENGE_0), mload(A34), r)), r)), r))), r)), r)))
                // memory: memory: a boot cell takes two rows
                h := add(mulmod(h, y, r), mulmod(mload(F1), add(mload(A47_NEXT), sub(r, mload(A47))), r))
                // memory: segment: product of the accesses starts with the link read
                mstore(SHARED_6, mulmod(mload(CHALLENGE_0), add(add(mulmod(mload(A16), 0x0000000000000000000000000000000000000000000000020000000000000000, r), add(mload(A7), mulmod(mload(A15), 0x0000000000000000000000000000000000000000000000010000000000000000, r))), mulmod(mload(CHALLENGE_0), add(mload(A12), mulmod(mload(CHALLENGE_0), add(mload(A13), mulmod(mload(CHALLENGE_0), mload(A14), r)), r)), r)), r))
                h := add(mulmod(h, y, r), mulmod(mload(FIRST_MARK), add(sub(r, 1), mulmod(mload(A46), add(mload(CHALLENGE_1), sub(r, mod(add(sub(r, 0x000000000000000000000000000000000000000000000000000000003ffffffe), mulmod(mload(CHALLENGE_0), add(mload(OFFSET), mload(SHARED_6)), r)), r))), r)), r))
                // memory: segment: product of the boot cells starts at one
                h := add(mulmod(h, y, r), mulmod(mload(FIRST_MARK), add(mload(A47), sub(r, 1)), r))
                // memory: segment: products end with the link written at the share
                mstore(SHARED_4, add(1, sub(r, mload(GOES_ON))))
                h := add(mulmod(h, y, r), mulmod(mload(CLOSING_MARK), add(sub(r, mload(SHARE)), mulmod(mulmod(mload(A46), mload(A47), r), add(mload(SHARED_4), mulmod(mload(GOES_ON), add(mload(CHALLENGE_1), sub(r, mod(add(sub(r, 0x000000000000000000000000000000000000000000000000000000003ffffffe), mulmod(mload(CHALLENGE_0), add(mload(SHARED_3), mload(SHARED_6)), r)), r))), r)), r)), r))
                // boot: boot: one address
                mstore(SHARED_6, add(mload(A13_NEXT), sub(r, mload(A13))))
                h := add(mulmod(h, y, r), mulmod(mload(F1), mload(SHARED_6), r))
                // boot: boot: one region
                mstore(SHARED_8, add(mload(A14_NEXT), sub(r, mload(A14))))
                h := add(mulmod(h, y, r), mulmod(mload(F1), mload(SHARED_8), r))
                // boot: segment: boot address is carried
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_7), mload(SHARED_6), r))
                // boot: segment: region is carried
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_7), mload(SHARED_8), r))
                // boot: segment: a register keeps its word
                h := add(mulmod(h, y, r), mulmod(add(mload(A36), sub(r, mload(A34))), mulmod(mload(SHARED_7), add(mload(F2), sub(r, 35)), r), r))
                // boot: segment: a register's time is past
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_7), add(sub(r, mload(A31)), add(sub(r, mload(A30)), add(mload(SHARED_3), sub(r, mload(A33))))), r))
                // boot: boot: addresses ascend
                h := add(mulmod(h, y, r), mulmod(mload(F6), add(add(mload(SHARED_6), sub(r, 1)), sub(r, mod(add(mload(A30), mulmod(0x00000000000000000000000000000000000000000000000000000000000ffff0, add(mload(A31), mulmod(mload(A32), 0x00000000000000000000000000000000000000000000000000000000000ffff0, r)), r)), r))), r))
                // boot: boot: region stays or is the next
                mstore(SHARED_6, mulmod(mload(F6), mload(SHARED_8), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_6), add(mload(SHARED_8), sub(r, 1)), r))
                // boot: boot: ends in region 2
                mstore(SHARED_4, mulmod(mload(SHARED_4), mload(LAST_MARK), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), add(mload(A14), sub(r, 2)), r))
                // boot: boot: regions begin where they must
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_6), add(mload(A13_NEXT), sub(r, mod(add(mulmod(0x00000000000000000000000000000000000000000000000000000000000ffff0, mload(SHARED_9), r), mulmod(0x0000000000000000000000000000000000000000000000000000000040000000, mload(A14), r)), r))), r))
                // boot: boot: the memory ends before the tape
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A14), mload(SHARED_6), r), add(mload(A13), sub(r, 0x000000000000000000000000000000000000000000000000000000001fffffff)), r))
                // boot: boot: low word is zero
                mstore(SHARED_6, mulmod(mload(F6), mload(A14), r))
                h := add(mulmod(h, y, r), mulmod(mload(A36), mload(SHARED_6), r))
                // boot: boot: high word is zero
                h := add(mulmod(h, y, r), mulmod(mload(A37), mload(SHARED_6), r))
                // bits: bits of column 15 are boolean
                mstore(SHARED_6, add(1, sub(r, mload(A15))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_6), mulmod(mload(F1), mload(A15), r), r))
                // bits: bits of column 16 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F1), mload(A16), r), add(1, sub(r, mload(A16))), r))
                // bits: bits of column 17 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F0), mload(A17), r), add(1, sub(r, mload(A17))), r))
                // bits: bits of column 18 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F0), mload(A18), r), add(1, sub(r, mload(A18))), r))
                // bits: bits of column 19 are boolean
                mstore(SHARED_9, add(1, sub(r, mload(A19))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_9), mulmod(mload(F0), mload(A19), r), r))
                // bits: bits of column 20 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F0), mload(A20), r), add(1, sub(r, mload(A20))), r))
                // bits: bits of column 21 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F0), mload(A21), r), add(1, sub(r, mload(A21))), r))
                // bits: bits of column 22 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F0), mload(A22), r), add(1, sub(r, mload(A22))), r))
                // bits: bits of column 23 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F0), mload(A23), r), add(1, sub(r, mload(A23))), r))
                // bits: bits of column 33 are boolean
                mstore(SHARED_8, add(1, sub(r, mload(A33))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_8), mulmod(mload(A33), mload(F1), r), r))
                // bits: bits of column 34 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A34), mload(F1), r), add(1, sub(r, mload(A34))), r))
                // bits: bits of column 35 are boolean
                mstore(SHARED_7, add(1, sub(r, mload(A35))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_7), mulmod(mload(A35), mload(F1), r), r))
                // bits: bits of column 36 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A36), mload(F1), r), add(1, sub(r, mload(A36))), r))
                // step: cell access: address
                mstore(SHARED_3, add(sub(r, 0x0000000000000000000000000000000000000000000000000000000040000001), sub(r, mload(A30))))
                mstore(SHARED_2, add(mload(A0), mulmod(mload(A0_NEXT), 0x0000000000000000000000000000000000000000000000000000000000010000, r)))
                mstore(SHARED_1, add(1, sub(r, mod(add(mload(A23), add(mload(A22), mload(A22_NEXT))), r))))
                mstore(SHARED_5, mulmod(mload(A21_NEXT), mload(SHARED_1), r))
                mstore(SHARED_10, mulmod(mload(A18), mload(SHARED_5), r))
                g := add(add(add(mload(A7_NEXT), sub(r, mod(mload(SHARED_3), r))), sub(r, mulmod(mload(A21), add(mload(SHARED_2), sub(r, mod(mload(SHARED_3), r))), r))), sub(r, mulmod(mload(SHARED_10), add(sub(r, mod(mload(SHARED_3), r)), add(0x0000000000000000000000000000000000000000000000000000000040000000, mload(A12))), r)))
                // step: cell access: low word changes only by store
                mstore(SHARED_3, add(mload(A22_NEXT), mload(A23)))
                mstore(SHARED_11, add(1, sub(r, mulmod(mload(A21), mload(SHARED_3), r))))
                mstore(SHARED_12, add(mload(A10_NEXT), sub(r, mload(A8_NEXT))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_11), mload(SHARED_12), r))
                // step: cell access: high word changes only by store
                mstore(SHARED_13, add(mload(A11_NEXT), sub(r, mload(A9_NEXT))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_11), mload(SHARED_13), r))
                // step: register A: address
                g := add(mulmod(g, y, r), add(add(0x0000000000000000000000000000000000000000000000000000000040000000, mload(A4)), mulmod(mload(SHARED_7), add(1, mload(A8)), r)))
                // step: operand A
                g := add(mulmod(g, y, r), add(sub(r, mulmod(mload(A5), mload(SHARED_7), r)), add(mload(A6), sub(r, mulmod(mload(A35), mload(A8), r)))))
                // step: result
                mstore(SHARED_7, add(mload(A2), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A2_NEXT), r)))
                mstore(SHARED_11, add(mload(A3), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A3_NEXT), r)))
                g := add(mulmod(g, y, r), add(add(sub(r, mulmod(mload(A33), mload(SHARED_11), r)), add(mload(A6_NEXT), sub(r, mulmod(mload(A23_NEXT), mload(SHARED_7), r)))), sub(r, mulmod(mload(A5_NEXT), mulmod(mload(SHARED_8), add(1, sub(r, mload(A23_NEXT))), r), r))))
                // step: address: division by eight
                mstore(SHARED_8, mulmod(mload(A20), mload(A23), r))
                mstore(SHARED_14, mulmod(mload(A21_NEXT), mload(A22_NEXT), r))
                mstore(SHARED_15, mulmod(mload(A21_NEXT), mload(A23), r))
                g := add(mulmod(g, y, r), mulmod(add(mload(SHARED_15), add(mload(SHARED_14), add(mload(A21), mload(SHARED_8)))), add(sub(r, mload(A18)), add(sub(r, mulmod(2, mload(A18_NEXT), r)), add(sub(r, mulmod(4, mload(A19), r)), add(mload(A6), sub(r, mulmod(8, mload(SHARED_2), r)))))), r))
                // step: signed: top bit of rj
                mstore(SHARED_16, mulmod(mload(A20_NEXT), mload(A22), r))
                mstore(SHARED_17, add(mload(SHARED_16), mulmod(mload(A20), mload(A34), r)))
                mstore(SHARED_18, mod(add(mload(SHARED_2), sub(r, mulmod(2, mload(A8_NEXT), r))), r))
                mstore(SHARED_19, mulmod(mload(A18), 0x0000000000000000000000000000000000000000000000000000000100000000, r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_17), add(mload(SHARED_18), mload(SHARED_19)), r))
                // step: signed: top bit of A
                mstore(SHARED_20, add(mload(A1), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A1_NEXT), r)))
                mstore(SHARED_21, mulmod(mload(A18_NEXT), 0x0000000000000000000000000000000000000000000000000000000100000000, r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_17), add(mload(SHARED_21), add(mload(SHARED_20), sub(r, mulmod(2, mload(A6), r)))), r))
                // step: state after the step
                mstore(SHARED_17, add(1, mload(A7)))
                mstore(SHARED_22, mulmod(mload(A21_NEXT), mload(A22), r))
                mstore(SHARED_23, add(1, sub(r, mod(add(mload(A21_NEXT), add(mload(A21), add(mload(A20), mload(A20_NEXT)))), r))))
                mstore(SHARED_24, mulmod(mload(A23), mload(SHARED_23), r))
                mstore(SHARED_25, mod(add(add(mload(A21), mload(SHARED_24)), add(sub(r, mload(SHARED_5)), add(mload(A21_NEXT), mload(SHARED_8)))), r))
                mstore(SHARED_25, addmod(mulmod(0x0000000000000000000000000000000000000000000000010000000000000000, add(mulmod(mload(A15), mload(SHARED_25), r), mulmod(mload(A17_NEXT), add(1, sub(r, mload(SHARED_25))), r)), r), add(sub(r, mulmod(mload(A17), 0x0000000000000000000000000000000000000000000000000000000020000000, r)), add(sub(r, mload(SHARED_22)), add(mload(SHARED_17), mulmod(add(mload(SHARED_2), sub(r, mod(mload(SHARED_17), r))), add(mulmod(mload(SHARED_6), mload(SHARED_15), r), add(mload(SHARED_8), mulmod(mload(A15), mload(SHARED_14), r))), r)))), r))
                g := add(mulmod(g, y, r), add(mload(A15_NEXT), sub(r, mod(add(mload(SHARED_25), mulmod(0x0000000000000000000000000000000000000000000000020000000000000000, add(mload(A16), mulmod(mulmod(mload(SHARED_5), mload(A18_NEXT), r), add(mload(A17_NEXT), sub(r, mload(A16))), r)), r)), r))))
                // step: tape position
                mstore(SHARED_25, add(mload(A12_NEXT), sub(r, mload(A12))))
                mstore(SHARED_17, add(1, sub(r, mload(A17_NEXT))))
                g := add(mulmod(g, y, r), add(mload(SHARED_25), sub(r, mulmod(mload(SHARED_10), mload(SHARED_17), r))))
                // step: bitwise: on the second row
                mstore(SHARED_10, mulmod(mload(SHARED_1), mload(SHARED_23), r))
                g := add(mulmod(g, y, r), add(mload(A16_NEXT), sub(r, mload(SHARED_10))))
                // step: bitwise: word 0 is x | add: sum | sub: difference | mul: product | smulh: product | div: flag only if A is zero | shift: amount beyond 32 | cmpe: flag only if equal | compare: greater | compare: greater or equal | mov: keeps ri | answer: value | memory: selected word | read: tape 0
                mstore(SHARED_15, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A17_NEXT), r))
                mstore(SHARED_8, add(mload(A8_NEXT), sub(r, mload(A6))))
                mstore(SHARED_14, mulmod(mload(A20_NEXT), mload(SHARED_1), r))
                mstore(SHARED_26, mulmod(mload(SHARED_11), 0x0000000000000000000000000000000000000000000000000000000100000000, r))
                mstore(SHARED_27, mulmod(mload(A20_NEXT), mload(A23), r))
                mstore(SHARED_28, mulmod(mload(A20_NEXT), mload(A22_NEXT), r))
                mstore(SHARED_29, mulmod(mload(A18_NEXT), add(mload(A6), sub(r, 32)), r))
                mstore(SHARED_30, mulmod(mload(A20), mload(SHARED_1), r))
                mstore(SHARED_31, mod(add(mload(SHARED_8), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mulmod(mload(A34), add(mload(A18), sub(r, mload(A18_NEXT))), r), r))), r))
                mstore(SHARED_19, mod(add(sub(r, mod(mload(SHARED_7), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A19_NEXT), r)), add(mulmod(0x0000000000000000000000000000000000000000000000020000000000000000, mload(A19), r), add(sub(r, mulmod(mload(SHARED_11), 0x0000000000000000000000000000000000000000000000000000000200000000, r)), mulmod(2, mulmod(add(mload(A8_NEXT), sub(r, mload(SHARED_19))), add(mload(A6), sub(r, mload(SHARED_21))), r), r))))), r))
                mstore(SHARED_23, mod(add(mulmod(mload(SHARED_14), add(sub(r, mload(SHARED_26)), add(sub(r, mod(mload(SHARED_7), r)), mulmod(mload(A6), mload(A8_NEXT), r))), r), add(mulmod(mulmod(mload(A22_NEXT), mload(SHARED_23), r), add(mload(SHARED_15), add(mload(SHARED_8), sub(r, mod(mload(SHARED_7), r)))), r), add(mulmod(mulmod(mload(A22), mload(SHARED_23), r), add(sub(r, mload(SHARED_15)), add(sub(r, mod(mload(SHARED_7), r)), add(mload(A6), mload(A8_NEXT)))), r), mulmod(mload(SHARED_10), add(add(mload(SHARED_2), sub(r, mload(A8_NEXT))), sub(r, mulmod(mload(A34), add(0x00000000000000000000000000000000000000000000000000000000ffffffff, sub(r, mload(A8_NEXT))), r))), r)))), r))
                mstore(SHARED_31, add(mulmod(mulmod(mload(A20), mload(A22_NEXT), r), add(add(mload(SHARED_31), sub(r, mod(mload(SHARED_7), r))), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_17), r)), r), addmod(mulmod(mulmod(mload(A20), mload(A22), r), add(sub(r, mload(SHARED_15)), add(mload(SHARED_7), mload(SHARED_31))), r), add(mulmod(mload(SHARED_30), mulmod(mload(A17_NEXT), mload(SHARED_8), r), r), add(mulmod(mload(SHARED_28), add(mload(SHARED_20), sub(r, mload(SHARED_29))), r), add(add(mload(SHARED_23), mulmod(mload(SHARED_16), mload(SHARED_19), r)), mulmod(mload(SHARED_27), mulmod(mload(A6), mload(A17_NEXT), r), r)))), r)))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_5), mulmod(mload(A6), mload(A18), r), r), add(mulmod(mload(A21), add(add(mload(SHARED_20), sub(r, mload(A8_NEXT))), sub(r, mulmod(mload(A19), add(mload(A9_NEXT), sub(r, mload(A8_NEXT))), r))), r), add(add(mload(SHARED_31), mulmod(mload(SHARED_24), add(mload(A11), sub(r, mulmod(mload(A34), mload(SHARED_6), r))), r)), mulmod(mload(SHARED_22), add(add(mload(A10), sub(r, mload(A6))), sub(r, mulmod(mload(A34), add(1, sub(r, mload(A6))), r))), r))), r))
                // step: bitwise: word 1 is A | mul: flag only if high word | smulh: flag only if overflow | div: quotient and remainder | shift: amount | cmpe: flag if equal | mov: result | answer: register out of range | memory: selected half | read: tape 1
                mstore(SHARED_31, mod(add(mload(SHARED_11), sub(r, mulmod(0x00000000000000000000000000000000000000000000000000000000ffffffff, mload(A19_NEXT), r))), r))
                mstore(SHARED_6, add(mload(A22), mload(A23)))
                mstore(SHARED_23, mulmod(mload(A3), 0x3033ea246e506e898e97f570caffd704cb0bb460313fb720b29e139e5c100001, r))
                mstore(SHARED_19, add(mload(A6), sub(r, 1)))
                mstore(SHARED_29, mod(add(mulmod(mload(SHARED_28), add(mload(SHARED_29), add(mload(A11), sub(r, mload(A6)))), r), add(add(mulmod(mload(SHARED_16), mulmod(mload(SHARED_17), mload(SHARED_31), r), r), add(mulmod(mload(SHARED_10), add(mload(SHARED_20), sub(r, mload(A6))), r), mulmod(mload(SHARED_14), mulmod(mload(SHARED_11), mload(SHARED_17), r), r))), mulmod(mload(SHARED_27), add(sub(r, mod(mload(SHARED_7), r)), add(mulmod(mload(A8_NEXT), mload(SHARED_17), r), sub(r, mulmod(mload(A6), mload(SHARED_11), r)))), r))), r))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_5), mulmod(mload(A18_NEXT), mload(SHARED_19), r), r), add(mulmod(mload(A21), mulmod(mload(SHARED_6), add(sub(r, mload(SHARED_23)), add(sub(r, mulmod(256, mload(A37), r)), add(mload(A1), mulmod(mload(A18_NEXT), add(mload(A1_NEXT), sub(r, mload(A1))), r)))), r), r), add(mulmod(mload(SHARED_22), mulmod(mload(A36), add(sub(r, mload(A8)), add(16, mload(SHARED_2))), r), r), add(add(mload(SHARED_29), mulmod(mload(SHARED_30), add(sub(r, 1), add(mload(A17_NEXT), mulmod(mload(A10), mload(SHARED_8), r))), r)), mulmod(mload(SHARED_24), add(add(mload(SHARED_7), sub(r, mload(A6))), sub(r, mulmod(mload(A11), add(mload(A5_NEXT), sub(r, mload(A6))), r))), r)))), r))
                // step: bitwise: spreads of the low halves add up | mul: flag if high word | smulh: flag if overflow | div: quotient zero if A is zero | shift: power of two | memory: old word | read: tape 1 has ended before
                mstore(SHARED_29, mod(add(sub(r, mload(A27)), add(add(mload(A24), mload(A25)), sub(r, mulmod(mload(A26), 2, r)))), r))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_5), add(mload(A10), sub(r, mulmod(mload(A16), mload(A18_NEXT), r))), r), addmod(mulmod(mload(A21), mulmod(add(mload(A22_NEXT), mload(SHARED_1)), add(mload(A11), sub(r, mod(mload(SHARED_20), r))), r), r), add(mulmod(mload(SHARED_28), add(add(add(mload(A37), sub(r, 0x0000000000000000000000000000000000000000000000000000000000100000)), sub(r, mulmod(mload(A23_NEXT), mload(A11), r))), sub(r, mulmod(mload(A33), add(32, sub(r, mload(A11))), r))), r), add(mulmod(mload(SHARED_27), mulmod(mload(SHARED_11), mload(A17_NEXT), r), r), add(mulmod(mload(SHARED_16), add(sub(r, 1), add(mload(SHARED_17), mulmod(mload(A10), mload(SHARED_31), r))), r), add(mulmod(mload(SHARED_10), mload(SHARED_29), r), mulmod(mload(SHARED_14), add(sub(r, 1), add(mload(SHARED_17), mulmod(mload(A10), mload(SHARED_11), r))), r))))), r)))
                // step: bitwise: flag only if zero | div: remainder below A | shift: product | memory: old byte | read: the end is final
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_5), mulmod(mload(A10), mload(SHARED_17), r), r), add(add(mulmod(mload(SHARED_28), add(sub(r, mload(SHARED_26)), add(sub(r, mod(mload(SHARED_7), r)), mulmod(mload(A38), mload(A8_NEXT), r))), r), add(mulmod(mload(SHARED_10), mulmod(mload(A6_NEXT), mload(A17_NEXT), r), r), mulmod(mload(SHARED_27), add(sub(r, mod(mload(SHARED_20), r)), mulmod(mload(SHARED_17), add(mload(SHARED_19), sub(r, mod(mload(SHARED_7), r))), r)), r))), mulmod(mload(A21), mulmod(mload(SHARED_6), add(add(mload(A11), sub(r, mload(SHARED_23))), sub(r, mulmod(mload(A18), add(mload(A37), sub(r, mload(SHARED_23))), r))), r), r))), r)
                // step: bitwise: flag if zero | shift: flag | load: result | read: other tape
                mstore(SHARED_26, add(1, sub(r, mod(add(mload(A18), mload(A18_NEXT)), r))))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_5), mulmod(mload(SHARED_26), add(sub(r, mod(mload(SHARED_2), r)), add(mload(A6), sub(r, 2))), r), r), add(mulmod(mload(A21), mulmod(add(mload(A22), mload(SHARED_1)), add(mload(SHARED_7), sub(r, mload(A11))), r), r), add(mulmod(mload(SHARED_10), add(sub(r, 1), add(mload(A17_NEXT), mulmod(mload(A10), mload(A6_NEXT), r))), r), mulmod(mload(SHARED_28), add(mulmod(mload(A23_NEXT), add(mload(SHARED_18), mload(SHARED_15)), r), mulmod(mload(A33), add(sub(r, mload(A8_NEXT)), add(mload(A17_NEXT), mulmod(2, mload(SHARED_2), r))), r)), r)))))
                // step: store: low word kept | read: tape 0 word
                g := add(mulmod(g, y, r), add(mulmod(mload(A21), mulmod(mload(SHARED_12), mulmod(mload(A19), mload(SHARED_3), r), r), r), mulmod(mload(SHARED_5), mulmod(mload(A18), add(mload(SHARED_7), sub(r, mload(A8_NEXT))), r), r)))
                // step: store: high word kept | read: tape 0 end
                g := add(mulmod(g, y, r), add(mulmod(mload(A21), mulmod(mload(SHARED_13), mulmod(mload(SHARED_9), mload(SHARED_3), r), r), r), mulmod(mload(SHARED_5), mulmod(mload(A18), add(mload(A17_NEXT), sub(r, mload(A9_NEXT))), r), r)))
                // step: store: change | read: other tapes are at their end
                mstore(SHARED_9, add(mload(A5_NEXT), sub(r, mulmod(256, mload(SHARED_7), r))))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_5), mulmod(mload(SHARED_17), mload(SHARED_26), r), r), mulmod(mload(A21), mulmod(mload(SHARED_3), add(add(mload(SHARED_12), mload(SHARED_13)), sub(r, mulmod(mload(A10), add(mload(SHARED_9), sub(r, mload(A11))), r))), r), r)))
                // step: store.w: whole register | read: zero at the end
                g := add(mulmod(g, y, r), add(mulmod(mload(A21), mulmod(mload(A22_NEXT), mload(SHARED_7), r), r), mulmod(mload(SHARED_5), mulmod(mload(SHARED_7), mload(A17_NEXT), r), r)))
                // step: store.w: scale
                g := add(mulmod(g, y, r), mulmod(mload(A21), mulmod(mload(A22_NEXT), add(mload(A10), sub(r, 1)), r), r))
                // step: store.b: new byte
                g := add(mulmod(g, y, r), mulmod(mload(A21), mulmod(mload(A23), add(mload(A3_NEXT), sub(r, mulmod(256, mload(SHARED_9), r))), r), r))
                // step: store.b: scale
                g := add(mulmod(g, y, r), mulmod(mload(A21), mulmod(mload(A23), add(mload(A10), sub(r, mulmod(add(1, mulmod(mload(A18), 255, r)), add(1, mulmod(mload(A18_NEXT), 65535, r)), r))), r), r))
                h := add(mulmod(h, mload(Y_POW_24), r), mulmod(g, mload(F1), r))
                // step: last step answers
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), add(1, sub(r, mload(SHARED_22))), r))
                // step: public answer
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), add(mload(A10), sub(r, mload(ANSWER))), r))
                // second row: next step: state
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), add(sub(r, mload(A15)), add(mulmod(0x0000000000000000000000000000000000000000000000020000000000000000, mload(A16_NEXT), r), add(mload(A7_NEXT), mulmod(0x0000000000000000000000000000000000000000000000010000000000000000, mload(A15_NEXT), r)))), r))
                // second row: next step: tape position
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(SHARED_25), r))
                // second row: bitwise: spreads of the high halves add up
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_29), mulmod(mload(SHARED_0), mload(A16), r), r))
            }
            mstore(QUOTIENT, mulmod(gates(), mload(XN_INV), R))
        }
    }

    /// SHPLONK: the factor of each commitment goes to memory, v^i times the vanishing polynomial at u of where the pack is not
    /// opened; the remainder that the evaluations make, at u, is added to OPENED by the same factor.
    function _combineEvaluations() private pure {
        assembly {
            let r := R
            let u := mload(OPEN_U)
            let once
            let quotient
            let slope
            {
                let packed := u
                packed := mulmod(packed, packed, r)
                packed := mulmod(packed, packed, r)
                packed := mulmod(packed, packed, r)
                let x := mload(X)
                let here := addmod(packed, sub(r, x), r)
                let next := addmod(packed, sub(r, mulmod(x, 0x0cf1526aaafac6bacbb67d11a4077806b123f767e4b0883d14cc0193568fc082, r)), r)
                quotient := addmod(u, sub(r, x), r)
                // Packs that are opened once are also to vanish at the next row's point.
                once := mulmod(next, quotient, r)
                slope := mulmod(here, mload(DISTANCE_INV), r)
                mstore(VANISHING, mulmod(mulmod(here, once, r), mload(COEFFICIENT), r))
                mstore(FACTOR_QUOTIENT, mulmod(here, next, r))
            }
            let power := mload(COEFFICIENT)
            let opened := mload(OPENED)
            let factor
            let sum
            let above
            factor := mulmod(power, once, r)
            mstore(FACTOR_0, addmod(mload(FACTOR_0), factor, r))
            sum := mload(F6)
            sum := add(mulmod(sum, u, r), mload(F5))
            sum := add(mulmod(sum, u, r), mload(F4))
            sum := add(mulmod(sum, u, r), mload(F3))
            sum := add(mulmod(sum, u, r), mload(F2))
            sum := add(mulmod(sum, u, r), mload(F1))
            sum := add(mulmod(sum, u, r), mload(F0))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, once, r)
            mstore(FACTOR_1, addmod(mload(FACTOR_1), factor, r))
            sum := mload(F10)
            sum := add(mulmod(sum, u, r), mload(F9))
            sum := add(mulmod(sum, u, r), mload(F8))
            sum := add(mulmod(sum, u, r), mload(F7))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, quotient, r)
            mstore(FACTOR_2, factor)
            sum := mload(A7)
            sum := add(mulmod(sum, u, r), mload(A6))
            sum := add(mulmod(sum, u, r), mload(A5))
            sum := add(mulmod(sum, u, r), mload(A4))
            sum := add(mulmod(sum, u, r), mload(A3))
            sum := add(mulmod(sum, u, r), mload(A2))
            sum := add(mulmod(sum, u, r), mload(A1))
            sum := add(mulmod(sum, u, r), mload(A0))
            above := mload(A7_NEXT)
            above := add(mulmod(above, u, r), mload(A6_NEXT))
            above := add(mulmod(above, u, r), mload(A5_NEXT))
            above := add(mulmod(above, u, r), mload(A4_NEXT))
            above := add(mulmod(above, u, r), mload(A3_NEXT))
            above := add(mulmod(above, u, r), mload(A2_NEXT))
            above := add(mulmod(above, u, r), mload(A1_NEXT))
            above := add(mulmod(above, u, r), mload(A0_NEXT))
            sum := add(sum, mulmod(slope, add(above, sub(add(r, r), sum)), r))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, quotient, r)
            mstore(FACTOR_3, factor)
            sum := mload(A15)
            sum := add(mulmod(sum, u, r), mload(A14))
            sum := add(mulmod(sum, u, r), mload(A13))
            sum := add(mulmod(sum, u, r), mload(A12))
            sum := add(mulmod(sum, u, r), mload(A11))
            sum := add(mulmod(sum, u, r), mload(A10))
            sum := add(mulmod(sum, u, r), mload(A9))
            sum := add(mulmod(sum, u, r), mload(A8))
            above := mload(A15_NEXT)
            above := add(mulmod(above, u, r), mload(A14_NEXT))
            above := add(mulmod(above, u, r), mload(A13_NEXT))
            above := add(mulmod(above, u, r), mload(A12_NEXT))
            above := add(mulmod(above, u, r), mload(A11_NEXT))
            above := add(mulmod(above, u, r), mload(A10_NEXT))
            above := add(mulmod(above, u, r), mload(A9_NEXT))
            above := add(mulmod(above, u, r), mload(A8_NEXT))
            sum := add(sum, mulmod(slope, add(above, sub(add(r, r), sum)), r))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, quotient, r)
            mstore(FACTOR_4, factor)
            sum := mload(A23)
            sum := add(mulmod(sum, u, r), mload(A22))
            sum := add(mulmod(sum, u, r), mload(A21))
            sum := add(mulmod(sum, u, r), mload(A20))
            sum := add(mulmod(sum, u, r), mload(A19))
            sum := add(mulmod(sum, u, r), mload(A18))
            sum := add(mulmod(sum, u, r), mload(A17))
            sum := add(mulmod(sum, u, r), mload(A16))
            above := mload(A23_NEXT)
            above := add(mulmod(above, u, r), mload(A22_NEXT))
            above := add(mulmod(above, u, r), mload(A21_NEXT))
            above := add(mulmod(above, u, r), mload(A20_NEXT))
            above := add(mulmod(above, u, r), mload(A19_NEXT))
            above := add(mulmod(above, u, r), mload(A18_NEXT))
            above := add(mulmod(above, u, r), mload(A17_NEXT))
            above := add(mulmod(above, u, r), mload(A16_NEXT))
            sum := add(sum, mulmod(slope, add(above, sub(add(r, r), sum)), r))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, once, r)
            mstore(FACTOR_5, factor)
            sum := mload(A31)
            sum := add(mulmod(sum, u, r), mload(A30))
            sum := add(mulmod(sum, u, r), mload(A29))
            sum := add(mulmod(sum, u, r), mload(A28))
            sum := add(mulmod(sum, u, r), mload(A27))
            sum := add(mulmod(sum, u, r), mload(A26))
            sum := add(mulmod(sum, u, r), mload(A25))
            sum := add(mulmod(sum, u, r), mload(A24))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, once, r)
            mstore(FACTOR_6, factor)
            sum := mload(A39)
            sum := add(mulmod(sum, u, r), mload(A38))
            sum := add(mulmod(sum, u, r), mload(A37))
            sum := add(mulmod(sum, u, r), mload(A36))
            sum := add(mulmod(sum, u, r), mload(A35))
            sum := add(mulmod(sum, u, r), mload(A34))
            sum := add(mulmod(sum, u, r), mload(A33))
            sum := add(mulmod(sum, u, r), mload(A32))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, once, r)
            mstore(FACTOR_7, factor)
            sum := mload(A44)
            sum := add(mulmod(sum, u, r), mload(A43))
            sum := add(mulmod(sum, u, r), mload(A42))
            sum := add(mulmod(sum, u, r), mload(A41))
            sum := add(mulmod(sum, u, r), mload(A40))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, quotient, r)
            mstore(FACTOR_8, factor)
            sum := mload(A47)
            sum := add(mulmod(sum, u, r), mload(A46))
            sum := add(mulmod(sum, u, r), mload(A45))
            above := mload(A47_NEXT)
            above := add(mulmod(above, u, r), mload(A46_NEXT))
            above := add(mulmod(above, u, r), mload(A45_NEXT))
            sum := add(sum, mulmod(slope, add(above, sub(add(r, r), sum)), r))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, once, r)
            mstore(FACTOR_9, factor)
            sum := mload(A53)
            sum := add(mulmod(sum, u, r), mload(A52))
            sum := add(mulmod(sum, u, r), mload(A51))
            sum := add(mulmod(sum, u, r), mload(A50))
            sum := add(mulmod(sum, u, r), mload(A49))
            sum := add(mulmod(sum, u, r), mload(A48))
            opened := addmod(opened, mulmod(factor, sum, r), r)
            power := mulmod(power, mload(OPEN_V), r)
            factor := mulmod(power, mload(FACTOR_QUOTIENT), r)
            mstore(FACTOR_QUOTIENT, factor)
            opened := addmod(opened, mulmod(factor, mload(QUOTIENT), r), r)
            mstore(OPENED, opened)
        }
    }

    /// The setup in memory, as the precompiles read it: a place for the factor behind each commitment, [s]_2 in the pairing.
    function _placeSetup() private view {
        uint256 word;
        word = CONSTANT_0_X;
        assembly { mstore(CONSTANT_0, word) }
        word = CONSTANT_0_Y;
        assembly { mstore(add(CONSTANT_0, 0x20), word) }
        word = S_G2_X_IM;
        assembly { mstore(add(PAIRING_MPTR, 0x40), word) }
        word = S_G2_X_RE;
        assembly { mstore(add(PAIRING_MPTR, 0x60), word) }
        word = S_G2_Y_IM;
        assembly { mstore(add(PAIRING_MPTR, 0x80), word) }
        word = S_G2_Y_RE;
        assembly { mstore(add(PAIRING_MPTR, 0xa0), word) }
    }

    /// Adds a segment's commitments by their factors and the coefficient, but for those of setup and program, which all segments share.
    function _addCommitments(uint256 segment, uint256 position) private view {
        bool available;
        assembly {
            // Adds scalar * point to a sum behind which there is room for a point and a scalar.
            function term(sum, point, scalar) -> done {
                let at := add(sum, 0x40)
                calldatacopy(at, point, 0x40)
                mstore(add(at, 0x40), scalar)
                done := staticcall(gas(), 0x07, at, 0x60, at, 0x40)
                done := and(done, eq(returndatasize(), 0x40))
                done := and(done, staticcall(gas(), 0x06, sum, 0x80, sum, 0x40))
                done := and(done, eq(returndatasize(), 0x40))
            }
            function sumCommitments(points, which) -> done {
                let r := R
                let coefficient := mload(COEFFICIENT)
                done := 1
                done := and(done, term(SUM_MPTR, add(points, 0x40), mload(FACTOR_2)))
                done := and(done, term(SUM_MPTR, add(points, 0x80), mload(FACTOR_3)))
                done := and(done, term(SUM_MPTR, add(points, 0xc0), mload(FACTOR_4)))
                done := and(done, term(SUM_MPTR, add(points, 0x100), mload(FACTOR_5)))
                done := and(done, term(SUM_MPTR, add(points, 0x140), mload(FACTOR_6)))
                done := and(done, term(SUM_MPTR, add(points, 0x180), mload(FACTOR_7)))
                done := and(done, term(SUM_MPTR, add(points, 0x1c0), mload(FACTOR_8)))
                done := and(done, term(SUM_MPTR, add(points, 0x200), mload(FACTOR_9)))
                done := and(done, term(SUM_MPTR, add(points, QUOTIENT_CPTR), mload(FACTOR_QUOTIENT)))
                done := and(done, term(SUM_MPTR, add(points, H1_CPTR), sub(r, mload(VANISHING))))
                done := and(done, term(SUM_MPTR, add(points, H2_CPTR), mulmod(mload(OPEN_U), coefficient, r)))
                switch which
                case 0 { calldatacopy(RIGHT_MPTR, add(points, H2_CPTR), 0x40) }
                default { done := and(done, term(RIGHT_MPTR, add(points, H2_CPTR), coefficient)) }
            }
            available := sumCommitments(segment, position)
        }
        if (!available) revert PrecompileFailed();
    }

    /// The commitments of setup and program, and the pairing.
    function _checkPairing() private view {
        bool available;
        bool valid;
        assembly {
            // Adds scalar * point to the sum, for a point in memory with a place for the scalar behind it.
            function fixedTerm(at, scalar) -> done {
                mstore(add(at, 0x40), scalar)
                done := staticcall(gas(), 0x07, at, 0x60, POINT_MPTR, 0x40)
                done := and(done, eq(returndatasize(), 0x40))
                done := and(done, staticcall(gas(), 0x06, SUM_MPTR, 0x80, SUM_MPTR, 0x40))
                done := and(done, eq(returndatasize(), 0x40))
            }
            function sumShared() -> done {
                done := 1
                done := and(done, fixedTerm(CONSTANT_0, mload(FACTOR_0)))
                done := and(done, fixedTerm(PROGRAM_MPTR, mload(FACTOR_1)))
                // The evaluations.
                mstore(POINT_MPTR, 1)
                mstore(add(POINT_MPTR, 0x20), 2)
                done := and(done, fixedTerm(POINT_MPTR, sub(R, mload(OPENED))))
            }
            available := sumShared()
            // The identity would be no opening, but is what a chain returns whose additions do not work.
            valid := gt(or(mload(RIGHT_MPTR), mload(add(RIGHT_MPTR, 0x20))), 0)
            // e(right, [s]_2) e(sum, -[1]_2) = 1
            mstore(PAIRING_MPTR, mload(RIGHT_MPTR))
            mstore(add(PAIRING_MPTR, 0x20), mload(add(RIGHT_MPTR, 0x20)))
            mstore(add(PAIRING_MPTR, 0xc0), mload(SUM_MPTR))
            mstore(add(PAIRING_MPTR, 0xe0), mload(add(SUM_MPTR, 0x20)))
            mstore(add(PAIRING_MPTR, 0x100), 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2)
            mstore(add(PAIRING_MPTR, 0x120), 0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed)
            mstore(add(PAIRING_MPTR, 0x140), 0x275dc4a288d1afb3cbb1ac09187524c7db36395df7be3b99e673b13a075a65ec)
            mstore(add(PAIRING_MPTR, 0x160), 0x1d9befcd05a5323e6da4d435f3b617cdb3af83285c2df711ef39c01571827f9d)
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := and(valid, eq(mload(PAIRING_MPTR), 1))
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }
}

//// NOTICE
/// @notice One contract serves every program of the profile: the program is an argument. `verify` verifies a run in one call, which
///         stores nothing: a call that returns is an accepted proof, every other outcome is a revert. A run that is too long for one
///         transaction takes several, `begin` and then `add` for its segments in any order, by anybody: `isProved` says that all of it was
///         verified. No other contract is called.
//// ERRORS
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

//// PROOF_DOC
/// @dev    The proof is that of a run in segments, each one of packed commitments (fflonk, KZG on BN254, SHPLONK openings, Keccak
///         transcript) of 2^{{K}} rows: selector (4 bytes) || program point || messages of each segment, which are
///         witness points || share || quotient point || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
//// VERIFY
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

//// CHALLENGES
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
            let cell := {{TAPE}}
            let above := add(mload(CHALLENGE_1), add(r, r))
            let end := add(publicValues.offset, publicValues.length)
            for { let from := publicValues.offset } lt(from, end) { from := add(from, 4) } {
                let word := shr(224, calldataload(from))
                written := mulmod(written, sub(above, add(mulmod(word, square, r), cell)), r)
                cell := add(cell, 1)
            }
            written := mulmod(written, sub(above, add(mulmod(beta, square, r), cell)), r)
            for { let cells := {{MINUS_REGISTER}} } iszero(lt(cells, {{MINUS_LINK}})) { cells := sub(cells, 1) } {
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
            let last := add(mload(CHALLENGE_1), sub(r, mulmod(mul(count, {{TIMES}}), mload(CHALLENGE_0), r)))
            for { let cells := {{MINUS_REGISTER}} } gt(cells, {{MINUS_LINK}}) { cells := sub(cells, 1) } {
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
            mstore(OFFSET, mul(index, {{TIMES}}))
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
{{PACK_SQUARINGS}}
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
{{SQUARINGS}}
            vanishing := addmod(vanishing, sub(r, 1), r)
            let first := addmod(x, sub(r, 1), r)
            let last := addmod(x, sub(r, {{ANSWER_ROOT}}), r)
            let closing := addmod(x, sub(r, {{CLOSING_ROOT}}), r)
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
            let scaled := mulmod(vanishing, {{N_INV}}, r)
            mstore(CLOSING_MARK, mulmod(mulmod(inverse, four, r), mulmod(scaled, {{CLOSING_ROOT}}, r), r))
            inverse := mulmod(inverse, closing, r)
            mstore(LAST_MARK, mulmod(mulmod(inverse, three, r), mulmod(scaled, {{ANSWER_ROOT}}, r), r))
            inverse := mulmod(inverse, last, r)
            mstore(FIRST_MARK, mulmod(mulmod(inverse, two, r), scaled, r))
            inverse := mulmod(inverse, first, r)
            mstore(XN_INV, mulmod(inverse, x, r))
            // 1 / (w x - x)
            mstore(DISTANCE_INV, mulmod(mulmod(inverse, vanishing, r), {{ROOT_LESS_ONE_INV}}, r))
        }
        if (!available) revert PrecompileFailed();
        // A challenge that hits a zero proves nothing; nobody will ever see one.
        if (!invertible) revert InvalidProof();
    }

//// OPENING
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
{{COMMITMENTS}}
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
{{SHARED_COMMITMENTS}}
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
{{NEG_G2}}
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := and(valid, eq(mload(PAIRING_MPTR), 1))
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }

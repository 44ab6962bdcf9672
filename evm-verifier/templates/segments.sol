//// PROOF_DOC
/// @dev    The proof is that of a run in segments, each one of packed commitments (fflonk, KZG on BN254, SHPLONK openings, Keccak
///         transcript) of 2^{{K}} rows: selector (4 bytes) || program point || messages of each segment, which are
///         witness points || share || quotient point || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
//// VERIFY
    function _verify(bytes32 programId, uint256 answer, bytes calldata publicValues, bytes calldata proof) private view {
        if (publicValues.length % 4 != 0) revert PublicValuesNotWords(publicValues.length);
        if (publicValues.length > MAX_PUBLIC_BYTES) revert PublicValuesTooLong(publicValues.length, MAX_PUBLIC_BYTES);
        if (proof.length < 4) revert WrongProofLength(proof.length, PROOF_LENGTH);
        if (bytes4(proof) != SELECTOR) revert WrongVerifier(bytes4(proof), SELECTOR);
        uint256 count = _segments(proof.length);
        uint256 words;
        assembly {
            words := add(proof.offset, 4)
            mstore(0x40, MEMORY_END)
        }
        _checkWords(words, count);
        _bindProgram(programId, words);
        _deriveShared(words, count, answer, publicValues);
        _multiplyTuples(count, publicValues);
        for (uint256 i = 0; i < count; i++) {
            // Names of places in a proof count from its program point, as if there were one before each segment.
            uint256 segment = words + i * SEGMENT_SIZE;
            _placeNumbers(segment, i, count, answer);
            _deriveChallenges(segment, i);
            _evaluateMarks();
            _evaluateGates();
            _combineEvaluations();
            _addCommitments(segment, i);
        }
        _placeSetup();
        _checkOpening();
    }

    /// How many segments a proof of this length has.
    function _segments(uint256 length) private pure returns (uint256 count) {
        if (length > PROOF_LENGTH - SEGMENT_SIZE) count = (length - (PROOF_LENGTH - SEGMENT_SIZE)) / SEGMENT_SIZE;
        if (count == 0) count = 1;
        if (count > MAX_SEGMENTS) count = MAX_SEGMENTS;
        uint256 expected = PROOF_LENGTH + (count - 1) * SEGMENT_SIZE;
        if (length != expected) revert WrongProofLength(length, expected);
    }

    /// Every coordinate is below q, every point on the curve and not the identity, every scalar below r: one statement of the
    /// transcript has one encoding, and the precompiles below get nothing that they would burn all gas on.
    function _checkWords(uint256 words, uint256 count) private pure {
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
            good := goodPoints(words, add(words, PROGRAM_SIZE))
            let segment := words
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                good := and(good, goodPoints(add(segment, PROGRAM_SIZE), add(segment, SHARE_CPTR)))
                good := and(good, lt(calldataload(add(segment, SHARE_CPTR)), R))
                good := and(good, goodPoints(add(segment, QUOTIENT_CPTR), add(segment, EVALS_CPTR)))
                good := and(good, goodScalars(add(segment, EVALS_CPTR), add(segment, H1_CPTR)))
                good := and(good, goodPoints(add(segment, H1_CPTR), add(segment, add(H2_CPTR, 0x40))))
                segment := add(segment, SEGMENT_SIZE)
            }
        }
        if (!good) _refuseWords(words, count);
    }

    /// Names the first word that is not as it should be.
    function _refuseWords(uint256 words, uint256 count) private pure {
        uint256 size = PROGRAM_SIZE + count * SEGMENT_SIZE;
        for (uint256 offset = 0; offset < size; offset += 0x20) {
            uint256 x;
            uint256 y;
            assembly {
                x := calldataload(add(words, offset))
                y := calldataload(add(words, add(offset, 0x20)))
            }
            uint256 index = offset / 0x20;
            // Where it is in its segment, the program point in front.
            uint256 place = offset < PROGRAM_SIZE ? 0 : PROGRAM_SIZE + (offset - PROGRAM_SIZE) % SEGMENT_SIZE;
            if (place == SHARE_CPTR || (place >= EVALS_CPTR && place < H1_CPTR)) {
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

//// CHALLENGES
    /// Fiat-Shamir: the challenges of all segments are a hash of verifier, program, answer, number of words, words, number of segments and
    /// the first points of all segments.
    function _deriveShared(uint256 words, uint256 count, uint256 answer, bytes calldata publicValues) private pure {
        assembly {
            let r := R
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
                first := add(first, SEGMENT_SIZE)
            }
            let hash := keccak256(TRANSCRIPT_MPTR, sub(end, TRANSCRIPT_MPTR))
            mstore(CHALLENGE_0, mod(hash, r))
            mstore(0x00, hash)
            hash := keccak256(0x00, 0x20)
            mstore(CHALLENGE_1, mod(hash, r))
            mstore(AFTER_SHARED, hash)
        }
    }

    /// The tuples that the verifier writes and reads. The tape's first tuples: gamma - (word beta^2 + address) for each word,
    /// gamma - (beta^3 + address) for the end; the first link, gamma - address; registers, scratch cell and mask before the first segment,
    /// gamma - address, and behind the last one, gamma - (time beta + address). All these addresses are negative.
    /// @dev Sums are left unreduced where a mulmod follows.
    function _multiplyTuples(uint256 count, bytes calldata publicValues) private pure {
        assembly {
            let r := R
            let beta := mload(CHALLENGE_0)
            let square := mulmod(beta, beta, r)
            let tape := 1
            let cell := {{TAPE}}
            let above := add(mload(CHALLENGE_1), add(r, r))
            let end := add(publicValues.offset, publicValues.length)
            for { let from := publicValues.offset } lt(from, end) { from := add(from, 4) } {
                let word := shr(224, calldataload(from))
                tape := mulmod(tape, sub(above, add(mulmod(word, square, r), cell)), r)
                cell := add(cell, 1)
            }
            tape := mulmod(tape, sub(above, add(mulmod(beta, square, r), cell)), r)
            let written := mulmod(tape, add(mload(CHALLENGE_1), {{MINUS_LINK}}), r)
            let read := 1
            let last := add(mload(CHALLENGE_1), sub(r, mulmod(mul(count, {{TIMES}}), beta, r)))
            for { let register := {{MINUS_REGISTER}} } gt(register, {{MINUS_LINK}}) { register := sub(register, 1) } {
                written := mulmod(written, add(mload(CHALLENGE_1), register), r)
                read := mulmod(read, add(last, register), r)
            }
            mstore(WRITTEN, written)
            mstore(READ, read)
            mstore(OPENED, 0)
        }
    }

    /// What is public in a segment: the time before its first access, is there another one behind it, the answer, and its share, by which the
    /// product of all tuples written grows.
    function _placeNumbers(uint256 segment, uint256 index, uint256 count, uint256 answer) private pure {
        assembly {
            let share := calldataload(add(segment, SHARE_CPTR))
            mstore(OFFSET, mul(index, {{TIMES}}))
            mstore(GOES_ON, lt(add(index, 1), count))
            mstore(ANSWER, answer)
            mstore(SHARE, share)
            mstore(WRITTEN, mulmod(mload(WRITTEN), share, R))
        }
    }

    /// The challenges of a segment: each is the hash of the one before and of all that was sent since, the first one of the segment's number
    /// too. The coefficient is a hash of all openings so far, but for the first one's.
    function _deriveChallenges(uint256 segment, uint256 index) private pure {
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
            if index { coefficient := mod(hash, r) }
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
    function _addCommitments(uint256 segment, uint256 index) private view {
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
            available := sumCommitments(segment, index)
        }
        if (!available) revert PrecompileFailed();
    }

    /// All tuples written are read; the commitments of setup and program; and the pairing.
    function _checkOpening() private view {
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
            // e(right, [s]_2) e(sum, -[1]_2) = 1
            mstore(PAIRING_MPTR, mload(RIGHT_MPTR))
            mstore(add(PAIRING_MPTR, 0x20), mload(add(RIGHT_MPTR, 0x20)))
            mstore(add(PAIRING_MPTR, 0xc0), mload(SUM_MPTR))
            mstore(add(PAIRING_MPTR, 0xe0), mload(add(SUM_MPTR, 0x20)))
{{NEG_G2}}
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := and(eq(mload(PAIRING_MPTR), 1), eq(mload(WRITTEN), mload(READ)))
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }

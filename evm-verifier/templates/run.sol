//// NOTICE
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
//// ERRORS
//// PROOF_DOC
/// @dev    The proof is one of packed commitments (fflonk, KZG on BN254, SHPLONK openings, Keccak transcript) of 2^{{K}} rows:
///         selector (4 bytes) || program point || witness and quotient points || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
//// VERIFY
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
        _deriveChallenges(words, answer, publicValues);
        _multiplyTape(publicValues);
        _evaluateInstance(answer);
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

//// CHALLENGES
    /// Fiat-Shamir: each challenge is the hash of the one before and of all that was sent since. The first is that of verifier,
    /// program, answer, number of words, words and the first points.
    function _deriveChallenges(uint256 words, uint256 answer, bytes calldata publicValues) private pure {
        assembly {
            function absorb(last, from, size) -> hash {
                mstore(ABSORB_MPTR, last)
                calldatacopy(add(ABSORB_MPTR, 0x20), from, size)
                hash := keccak256(ABSORB_MPTR, add(size, 0x20))
            }
            let r := R
            mstore(ANSWER_MPTR, answer)
            mstore(LENGTH_MPTR, shr(2, publicValues.length))
            let end := add(LENGTH_MPTR, 0x20)
            calldatacopy(end, publicValues.offset, publicValues.length)
            end := add(end, publicValues.length)
            calldatacopy(end, add(words, PROGRAM_SIZE), FIRST_SIZE)
            let hash := keccak256(TRANSCRIPT_MPTR, sub(add(end, FIRST_SIZE), TRANSCRIPT_MPTR))
            mstore(CHALLENGE_0, mod(hash, r))
            mstore(0x00, hash)
            hash := keccak256(0x00, 0x20)
            mstore(CHALLENGE_1, mod(hash, r))
            hash := absorb(hash, add(words, SECOND_CPTR), SECOND_SIZE)
            mstore(Y, mod(hash, r))
            hash := absorb(hash, add(words, QUOTIENT_CPTR), 0x40)
            // The columns' point is this to the number of columns of a pack.
            let x := mod(hash, r)
{{PACK_SQUARINGS}}
            mstore(X, x)
            mstore(BEFORE_EVALS, hash)
            calldatacopy(EVALS_MPTR, add(words, EVALS_CPTR), EVALS_SIZE)
            hash := keccak256(BEFORE_EVALS, add(0x20, EVALS_SIZE))
            mstore(OPEN_V, mod(hash, r))
            hash := absorb(hash, add(words, H1_CPTR), 0x40)
            mstore(OPEN_U, mod(hash, r))
        }
    }

    /// The product of the tape's first tuples: gamma - (word beta^2 + address) for each word, gamma - (beta^3 + address) for the end.
    /// @dev Sums are left unreduced where a mulmod follows.
    function _multiplyTape(bytes calldata publicValues) private pure {
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
            mstore(TAPE_PRODUCT, tape)
        }
    }

    /// The instance column at x: the product of the tape on the first row, the answer on the last step's; with the inversions of the
    /// verification at the price of one.
    function _evaluateInstance(uint256 answer) private view {
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
            // Montgomery's trick.
            let inverse := mulmod(mulmod(mulmod(x, vanishing, r), first, r), last, r)
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
            // vanishing / n * (tape / (x - 1) + answer w / (x - w))
            let two := mulmod(x, vanishing, r)
            let sum := mulmod(mulmod(inverse, mulmod(two, first, r), r), mulmod(answer, {{ANSWER_ROOT}}, r), r)
            inverse := mulmod(inverse, last, r)
            sum := add(sum, mulmod(mulmod(inverse, two, r), mload(TAPE_PRODUCT), r))
            inverse := mulmod(inverse, first, r)
            mstore(INSTANCE, mulmod(mulmod(sum, vanishing, r), {{N_INV}}, r))
            mstore(XN_INV, mulmod(inverse, x, r))
            // 1 / (w x - x)
            mstore(DISTANCE_INV, mulmod(mulmod(inverse, vanishing, r), {{ROOT_LESS_ONE_INV}}, r))
        }
        if (!available) revert PrecompileFailed();
        // A challenge that hits a zero proves nothing; nobody will ever see one.
        if (!invertible) revert InvalidProof();
    }

//// OPENING
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
                done := 1
{{COMMITMENTS}}
                // The evaluations and the two opening points.
                mstore(POINT_MPTR, 1)
                mstore(add(POINT_MPTR, 0x20), 2)
                done := and(done, fixedTerm(POINT_MPTR, sub(r, mload(OPENED))))
                done := and(done, term(add(points, H1_CPTR), sub(r, mload(VANISHING))))
                done := and(done, term(add(points, H2_CPTR), mload(OPEN_U)))
            }
            available := sumCommitments(words)
            // e(H2, [s]_2) e(sum, -[1]_2) = 1
            calldatacopy(PAIRING_MPTR, add(words, H2_CPTR), 0x40)
            mstore(add(PAIRING_MPTR, 0xc0), mload(SUM_MPTR))
            mstore(add(PAIRING_MPTR, 0xe0), mload(add(SUM_MPTR, 0x20)))
{{NEG_G2}}
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := eq(mload(PAIRING_MPTR), 1)
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }

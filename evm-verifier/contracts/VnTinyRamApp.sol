// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IVnTinyRamVerifier} from "./IVnTinyRamVerifier.sol";

/// @title Base of applications that act on a proved statement, each statement once.
/// @notice The verifier is fixed at construction. No owner, no way to exchange it.
abstract contract VnTinyRamApp {
    IVnTinyRamVerifier public immutable verifier;
    /// Statements that were acted on. The key is the statement, keccak256(programId || publicValues), never the proof: one
    /// statement has as many proofs as somebody cares to make.
    mapping(bytes32 statement => bool) public verified;

    /// There is no contract at the verifier's address.
    error NoVerifier(address verifier);
    /// The contract there is another verifier than the one that was meant.
    error WrongVerifierHash(bytes32 received, bytes32 expected);
    /// The verifier is made from the development SRS, for which anybody can forge proofs, and this is no local chain.
    error DevelopmentSrs();
    error AlreadyVerified(bytes32 statement);

    /// @param verifierHash what `vntr deploy` prints and VERIFIER_HASH() of the right contract returns. A contract can return what
    ///                     it likes there: compare its code too, with `vntr verify --rpc`, before anything of value depends on it.
    constructor(IVnTinyRamVerifier verifier_, bytes32 verifierHash) {
        if (address(verifier_).code.length == 0) revert NoVerifier(address(verifier_));
        bytes32 received = verifier_.VERIFIER_HASH();
        if (received != verifierHash) revert WrongVerifierHash(received, verifierHash);
        bool isLocal = block.chainid == 31337 || block.chainid == 1337;
        if (!isLocal && verifier_.INSECURE_DEV_SRS()) revert DevelopmentSrs();
        verifier = verifier_;
    }

    /// Reverts unless the proof holds for program and public values, and this is the first time that they are shown to this
    /// contract. What makes the statement the caller's own (chain, contract, sender) has to be in `publicValues`: build them here
    /// from `block.chainid`, `address(this)` and `msg.sender`, rather than take them from the caller.
    function _verifyOnce(bytes32 programId, bytes memory publicValues, bytes calldata proof) internal {
        bytes32 statement = keccak256(bytes.concat(programId, publicValues));
        if (verified[statement]) revert AlreadyVerified(statement);
        verified[statement] = true;
        verifier.verify(programId, publicValues, proof);
    }
}

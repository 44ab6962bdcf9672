// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IVnTinyRamVerifier} from "./IVnTinyRamVerifier.sol";
import {VnTinyRamApp} from "./VnTinyRamApp.sol";

/// @title Pays what it holds to the first who knows the 32 bytes with a given SHA-256 digest. They stay secret.
/// @notice Each address is paid at most once, even if somebody fills the contract again.
contract Claim is VnTinyRamApp {
    /// The program of program.s: `vntr id program.s`.
    bytes32 public immutable programId;
    bytes32 public immutable digest;

    event Paid(address indexed claimer, uint256 amount);

    error NothingToClaim();
    error PaymentFailed(address claimer);

    constructor(IVnTinyRamVerifier verifier_, bytes32 verifierHash, bytes32 programId_, bytes32 digest_)
        payable
        VnTinyRamApp(verifier_, verifierHash)
    {
        programId = programId_;
        digest = digest_;
    }

    receive() external payable {}

    /// What a claimer has to prove: the program's primary tape.
    function publicValues(address claimer) public view returns (bytes memory) {
        return abi.encodePacked(uint64(block.chainid), address(this), claimer, digest);
    }

    /// The public values are made here, of the sender: a proof that somebody else copies from the mempool is about the wrong
    /// claimer, and one for another chain or contract about the wrong chain or contract.
    function claim(bytes calldata proof) external {
        _verifyOnce(programId, publicValues(msg.sender), proof);
        uint256 amount = address(this).balance;
        if (amount == 0) revert NothingToClaim();
        emit Paid(msg.sender, amount);
        (bool paid,) = msg.sender.call{value: amount}("");
        if (!paid) revert PaymentFailed(msg.sender);
    }
}

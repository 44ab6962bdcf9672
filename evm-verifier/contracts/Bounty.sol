// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IVnTinyRamSegments} from "./IVnTinyRamSegments.sol";

/// @title Pays once for a proof of a run that may take many transactions to verify.
contract Bounty {
    IVnTinyRamSegments public immutable verifier;
    bytes32 public immutable programId;
    bool public paid;

    error NotProved();
    error AlreadyPaid();
    error PaymentFailed();

    /// @param verifier_ compare its code with `vntr verify --rpc` before anything of value depends on it
    constructor(IVnTinyRamSegments verifier_, bytes32 programId_) payable {
        verifier = verifier_;
        programId = programId_;
    }

    /// The primary tape to prove with: chain, contract and claimer, so that a proof is of use to nobody else.
    function publicValues(address claimer) public view returns (bytes memory) {
        return abi.encodePacked(uint64(block.chainid), address(this), claimer);
    }

    /// Anybody may send this: it pays the claimer whom the proof names.
    function claim(address payable claimer) external {
        if (paid) revert AlreadyPaid();
        if (!verifier.isProved(programId, 0, publicValues(claimer))) revert NotProved();
        paid = true;
        (bool sent,) = claimer.call{value: address(this).balance}("");
        if (!sent) revert PaymentFailed();
    }
}

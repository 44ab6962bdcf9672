// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {Claim} from "../contracts/Claim.sol";
import {IVnTinyRamVerifier} from "../contracts/IVnTinyRamVerifier.sol";
import {vm} from "./Vm.sol";

/// The real verifier, the application, and a real proof, as on a fresh anvil: chain 31337, deployed by its first account, claimed by
/// its second. The proof is for exactly these; `vntr prove` makes another (see README.md).
abstract contract Setup {
    address internal constant DEPLOYER = 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266;
    address internal constant CLAIMER = 0x70997970C51812dc3A010C7d01b50e0d17dc79C8;
    bytes32 internal constant DIGEST = 0x2a3be1e1f6a38de336f502099e270da1fcd74aa44855185b6567bc09be0f27d0;

    IVnTinyRamVerifier internal verifier;
    bytes32 internal verifierHash;
    bytes32 internal programId;
    bytes internal publicValues;
    bytes internal proof;
    Claim internal claim;

    function setUp() public virtual {
        string memory file = vm.readFile("test/proof.json");
        proof = vm.parseJsonBytes(file, ".proof");
        verifierHash = vm.parseJsonBytes32(file, ".verifierHash");
        programId = vm.parseJsonBytes32(file, ".programId");

        vm.deal(DEPLOYER, 10 ether);
        vm.startPrank(DEPLOYER);
        verifier = IVnTinyRamVerifier(create(deployment()));
        claim = new Claim{value: 1 ether}(verifier, verifierHash, programId, DIGEST);
        vm.stopPrank();
        publicValues = claim.publicValues(CLAIMER);
    }

    /// Creation code and constructor's arguments of the verifier.
    function deployment() internal view returns (bytes memory) {
        return vm.parseBytes(vm.trim(vm.readFile("verifier/Verifier.deployment.bin")));
    }

    function create(bytes memory creationCode) internal returns (address created) {
        assembly {
            created := create(0, add(creationCode, 0x20), mload(creationCode))
            if iszero(created) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    function flip(bytes memory data, uint256 bit) internal pure returns (bytes memory flipped) {
        flipped = bytes.concat(data);
        flipped[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }
}

// The reference broker behind a Network that tests change a little.
#pragma once

#include <memory>

#include "conformance/wire/loopback.hpp"
#include "conformance/wire/passing_network.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::wire::testing {

/// What is around has to be there first, and so is a base.
class OwnReference {
 protected:
  std::unique_ptr<Network> reference_ = make_loopback_network(model::profiles().front());
};

/// Passes everything on to a plain reference broker of its own, in virtual time.
class AroundReference : private OwnReference, public PassingNetwork {
 public:
  AroundReference() : PassingNetwork(*reference_) {}
};

}  // namespace mqttspec::conformance::wire::testing

// The Client's faults: as model/fault.hpp, in a table of their own.
#pragma once

#include "model/fault.hpp"

namespace mqttspec::model {

enum class ClientFaultId : std::uint16_t {
#define FAULT(name) name,
#include "model/client/fault_names.def"
#undef FAULT
};

struct ClientFaultRow {
  ClientFaultId id;
  std::string_view name;
  FaultKind kind;
  Cited cited;            // what it breaks
  std::string_view text;  // what the faulty Client does, in a few words
};

/// Every fault switch, in the order of the Standard's sections.
std::span<const ClientFaultRow> client_faults();
const ClientFaultRow* find_client_fault(std::string_view name);

/// The fault that is on, if any.
class ClientFaultSet {
 public:
  ClientFaultSet() = default;
  static ClientFaultSet of(ClientFaultId id) {
    ClientFaultSet set;
    set.switched_ = id;
    return set;
  }

  bool on(ClientFaultId id) const { return switched_ == id; }

 private:
  std::optional<ClientFaultId> switched_;
};

}  // namespace mqttspec::model

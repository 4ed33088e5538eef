// What the circumstances of a case make of its packets: what goes out is changed, and what comes
// back is shown to the case as if nothing had been changed.
#pragma once

#include <map>
#include <string>

#include "codec/owned.hpp"
#include "conformance/circumstances/circumstance.hpp"

namespace mqttspec::conformance::circumstances {

/// The case cannot be played in this circumstance.
struct NotApplicable {
  CircumstanceId circumstance;
  std::string reason;
};

class Disguise {
 public:
  /// Wills of Clients are published on `will_topic`.
  Disguise(World world, std::string will_topic)
      : world_(world), will_topic_(std::move(will_topic)) {}

  /// Changes a packet that a client of that name is to send, in its version: one of the case, or of
  /// what its world has it do before. Throws NotApplicable.
  void change(owned::Packet& packet, std::string_view client, Version version,
              bool is_of_case = true);
  /// Undoes what can be seen of it in a packet from the Server. What the packet then views lives as
  /// long as the Disguise.
  void undo(Packet& packet, std::string_view client);

 private:
  struct PacketIds {
    std::map<std::uint16_t, std::uint16_t> on_wire;
    std::map<std::uint16_t, std::uint16_t> in_case;
  };

  std::uint16_t packet_id_on_wire(std::string_view client, std::uint16_t packet_id);
  std::string payload_on_wire(const std::string& payload, bool retain);
  void change_connect(owned::Connect& connect, Version version);

  World world_;
  std::string will_topic_;
  std::map<std::string, PacketIds, std::less<>> packet_ids_;  // by client
  std::map<std::string, std::string, std::less<>> payloads_;  // in the case, by those on the wire
};

}  // namespace mqttspec::conformance::circumstances

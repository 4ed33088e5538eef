// What the circumstances of a case make of what it tells the application and what its Server sends:
// both are changed, and what comes back is shown to the case as if nothing had been changed.
#pragma once

#include <map>
#include <string>

#include "conformance/circumstances/circumstance.hpp"
#include "conformance/subject/subject.hpp"

namespace mqttspec::conformance::subject {

using circumstances::CircumstanceId;
using circumstances::World;

/// The case cannot be played in this circumstance with this Client.
struct NotApplicable {
  CircumstanceId circumstance;
  std::string reason;
};

class Disguise {
 public:
  /// `able` is what the driver says; what it does not take is not asked for.
  Disguise(World world, Version version, const Abilities& able);

  /// Changes what the application is told to ask for. Throws NotApplicable.
  void change(Command& command);
  /// Changes a legal packet of the Server. Throws NotApplicable.
  void change(owned::Packet& packet);
  /// Undoes what can be seen of it in a packet of the Client.
  void undo(owned::Packet& packet);
  /// Undoes it in what the application says.
  void undo(Said& said);

 private:
  bool takes(const std::string& field) const {
    return able_.takes.empty() || able_.takes.contains(field);
  }
  void change_connect(owned::Connect& connect);
  void undo_connect(owned::Connect& connect) const;
  void change_connack(owned::Connack& connack);
  void undo_connack(owned::Connack& connack) const;
  void resolve_alias(owned::Publish& publish);
  void change_topic(std::string& topic) const;
  void undo_topic(std::string& topic) const;
  void change_payload(std::string& payload);
  void undo_payload(std::string& payload) const;
  template <class Typed>
  void change_properties(Typed& packet, const std::string& field) const;
  std::uint16_t packet_id_on_wire(std::uint16_t packet_id);

  World world_;
  Version version_;
  const Abilities& able_;
  std::string before_topics_;
  std::string behind_payloads_;
  bool is_first_connect_ = true;
  std::optional<owned::Connect> asked_connect_;                  // as the case knows it
  std::optional<owned::Connack> sent_connack_;                   // as the case knows it
  std::optional<std::string> emptied_payload_;                   // that is empty on the wire
  std::optional<std::map<std::uint16_t, std::string>> aliases_;  // of the Client, permitted here
  std::map<std::uint16_t, std::uint16_t> ids_on_wire_;
  std::map<std::uint16_t, std::uint16_t> ids_in_case_;
};

}  // namespace mqttspec::conformance::subject

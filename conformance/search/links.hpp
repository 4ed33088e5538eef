// The Clients and Network Connections of a script while it is played.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/play/names.hpp"
#include "conformance/play/settings.hpp"
#include "conformance/search/manner.hpp"
#include "model/client/profile.hpp"
#include "model/client/reference_client.hpp"

namespace mqttspec::conformance::search {

/// A Client of the model, by its Client Identifier. It does nothing illegal, whatever it is asked.
struct Session {
  std::string client_id;
  Version version;
  model::client::ReferenceClient client;
};

/// One that has done nothing yet.
inline Session new_session(const owned::Connect& packet, model::Chooser& chooser,
                           circumstances::World world) {
  model::client::ReferenceClient client(model::client::profiles().front(), {}, chooser);
  client.count_on_from(identifier_before_first(world));
  return {packet.client_id, packet.version, std::move(client)};
}

/// A Network Connection, by the name that it has in the script.
struct Link {
  std::string name;
  wire::ConnectionId id = 0;
  Version version = Version::v5_0;
  Session* session = nullptr;  // none yet, or another connection has taken it over
  bool open = false;
  bool accepted = false;  // by CONNACK
  bool slow = false;      // what arrives is looked at later
  unsigned awaited = 0;   // answers to CONNECT and PINGREQ
  unsigned pings = 0;     // of those, the ones that are not the Client's own
  std::vector<std::uint8_t> undecoded = {};
  std::vector<std::uint8_t> held = {};  // not looked at yet
};

// Topics and ClientIds become those of the target.
class ToTarget {
 public:
  ToTarget(const play::Names& names, const play::Settings& settings)
      : names_(names), settings_(settings) {}

  void operator()(owned::Connect& packet) const {
    if (!packet.client_id.empty()) packet.client_id = names_.client_id(packet.client_id);
    if (packet.will) packet.will->topic = names_.on_target(packet.will->topic);
    if (settings_.user_name.empty() || packet.user_name) return;
    packet.user_name = settings_.user_name;
    packet.password = settings_.password;
  }
  void operator()(owned::Publish& packet) const {
    if (!packet.topic.empty()) packet.topic = names_.on_target(packet.topic);
  }
  void operator()(owned::Subscribe& packet) const {
    for (auto& each : packet.subscriptions) each.topic_filter = names_.on_target(each.topic_filter);
  }
  void operator()(owned::Unsubscribe& packet) const {
    for (auto& each : packet.topic_filters) each.text = names_.on_target(each.text);
  }
  void operator()(auto&) const {}

 private:
  const play::Names& names_;
  const play::Settings& settings_;
};

// In 3.1.1 $share/ is the beginning of a filter like any other, which many Servers do not take it
// for.
inline bool is_shared_in_3_1_1(const owned::Packet& packet, Version version) {
  const auto* const subscribe = std::get_if<owned::Subscribe>(&packet);
  return subscribe != nullptr && version == Version::v3_1_1 &&
         std::ranges::any_of(subscribe->subscriptions, [](const auto& each) {
           return each.topic_filter.starts_with("$share/");
         });
}

}  // namespace mqttspec::conformance::search

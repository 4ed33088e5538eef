// A small language for traces, for the tests of the monitors: packets in the order in which the
// clients' end sees them, with just the fields that a test is about.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/trace.hpp"

namespace mqttspec::model::monitors::testing {

/// A PUBLISH; the optional parts follow as members.
struct Pub {
  std::string topic = "t";
  std::string payload = "m";
  Qos qos = Qos::at_most_once;
  std::uint16_t id = 0;
  bool dup = false;
  bool retain = false;
  PublishProperties properties = {};
  std::vector<std::uint32_t> subscription_identifiers = {};
  std::vector<std::pair<std::string, std::string>> user_properties = {};
};
inline Pub q0(std::string payload) { return {.payload = std::move(payload)}; }
inline Pub q1(std::uint16_t id, std::string payload = "m") {
  return {.payload = std::move(payload), .qos = Qos::at_least_once, .id = id};
}
inline Pub q2(std::uint16_t id, std::string payload = "m") {
  return {.payload = std::move(payload), .qos = Qos::exactly_once, .id = id};
}
inline Pub again(Pub publish) {
  publish.dup = true;
  return publish;
}
inline Pub retained(Pub publish) {
  publish.retain = true;
  return publish;
}
inline Pub on(std::string topic, Pub publish) {
  publish.topic = std::move(topic);
  return publish;
}

/// One Topic Filter of a SUBSCRIBE.
struct Sub {
  std::string filter = "t";
  Qos qos = Qos::exactly_once;
  bool no_local = false;
  bool retain_as_published = false;
  RetainHandling retain_handling = RetainHandling::send;
};

struct TheWill {
  std::string topic = "w";
  std::string payload = "gone";
  Qos qos = Qos::at_most_once;
  bool retain = false;
  WillProperties properties = {};
};

/// Builds a trace. Client and server are the two sides of the connection named by a number; time
/// stands still unless it is told to pass.
class TraceOf {
 public:
  explicit TraceOf(Version version = Version::v5_0) : version_(version) {}

  const Trace& trace() const { return trace_; }
  Version version() const { return version_; }

  /// From now on connections are of this version.
  TraceOf& speak(Version version) {
    version_ = version;
    return *this;
  }
  /// From now on connections have this Keep Alive.
  TraceOf& keep_alive(std::uint16_t seconds) {
    keep_alive_s_ = seconds;
    return *this;
  }
  TraceOf& pass(Time milliseconds) {
    now_ += milliseconds;
    return *this;
  }
  /// The client sends a packet; `size` in bytes, if it matters.
  TraceOf& c(ConnectionId connection, Packet packet, std::size_t size = 0) {
    return add(TraceEvent::Kind::client_packet, connection, std::move(packet), size);
  }
  /// A packet from the server arrives.
  TraceOf& s(ConnectionId connection, Packet packet, std::size_t size = 0) {
    return add(TraceEvent::Kind::server_packet, connection, std::move(packet), size);
  }
  TraceOf& c(ConnectionId connection, const Pub& publish) {
    return c(connection, Packet(make(publish)));
  }
  TraceOf& s(ConnectionId connection, const Pub& publish) {
    return s(connection, Packet(make(publish)));
  }
  TraceOf& cut(ConnectionId connection) {
    return add(TraceEvent::Kind::client_closed, connection, {}, 0);
  }
  TraceOf& closed(ConnectionId connection) {
    return add(TraceEvent::Kind::server_closed, connection, {}, 0);
  }
  TraceOf& garbage(ConnectionId connection) {
    return add(TraceEvent::Kind::client_garbage, connection, {}, 0);
  }
  /// Garbage that begins with this byte.
  TraceOf& garbage(ConnectionId connection, std::uint8_t first_byte);

  /// CONNECT and its CONNACK. An empty ClientId stands for "c" and the number.
  TraceOf& connect(ConnectionId connection, std::string client_id = {}, bool clean = true,
                   bool session_present = false, ConnectProperties properties = {},
                   ConnackProperties granted = {}, std::optional<TheWill> will = {});
  /// SUBSCRIBE, and SUBACK that grants what was asked for.
  TraceOf& subscribe(ConnectionId connection, std::vector<Sub> subs, std::uint16_t id = 100,
                     std::optional<std::uint32_t> identifier = {});
  TraceOf& unsubscribe(ConnectionId connection, std::string filter, std::uint16_t id = 200);
  /// PINGREQ and PINGRESP: the server has processed what came before.
  TraceOf& ping(ConnectionId connection) {
    return c(connection, Packet(Pingreq{})).s(connection, Packet(Pingresp{}));
  }
  /// A whole publication by the client: PUBLISH and all its acknowledgements.
  TraceOf& published(ConnectionId connection, const Pub& publish);
  /// A whole delivery to the client.
  TraceOf& delivered(ConnectionId connection, const Pub& publish);

  Packet connect_packet(const std::string& client_id, bool clean, ConnectProperties properties = {},
                        const std::optional<TheWill>& will = {});
  Packet subscribe_packet(const std::vector<Sub>& subs, std::uint16_t id,
                          std::optional<std::uint32_t> identifier = {});
  Packet suback_packet(std::uint16_t id, std::vector<std::uint8_t> codes);
  Packet unsubscribe_packet(const std::string& filter, std::uint16_t id);
  Packet unsuback_packet(std::uint16_t id, std::vector<std::uint8_t> codes);

 private:
  TraceOf& add(TraceEvent::Kind kind, ConnectionId connection, std::optional<Packet> packet,
               std::size_t size);
  Publish make(const Pub& publish);
  std::string_view keep(std::string text) { return kept_->texts.emplace_back(std::move(text)); }

  /// What the packets borrow from; copies of the trace share it.
  struct Kept {
    std::list<std::string> texts;
    std::list<std::vector<Subscription>> subscriptions;
    std::list<std::vector<TopicFilter>> filters;
    std::list<std::vector<SubscriptionIdentifier>> identifiers;
    std::list<std::vector<UserProperty>> user_properties;
  };
  Version version_;
  std::uint16_t keep_alive_s_ = 0;
  Time now_ = 0;
  Trace trace_;
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
};

}  // namespace mqttspec::model::monitors::testing

// What a trace tells about one Network Connection, and what its two sides allowed each other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/monitors/message_facts.hpp"
#include "model/monitors/request.hpp"

namespace mqttspec::model::monitors {

/// What one side allowed the other: in CONNECT or in CONNACK.
struct Limits {
  std::uint16_t receive_maximum = 65'535;
  std::optional<std::uint32_t> maximum_packet_size;
  std::uint16_t topic_alias_maximum = 0;
  // of servers only
  Qos maximum_qos = Qos::exactly_once;
  bool retain = true;
  bool wildcard_subscriptions = true;
  bool subscription_identifiers = true;
  bool shared_subscriptions = true;
};

/// A Network Connection as the trace shows it.
struct ConnectionFacts {
  ConnectionId id = 0;
  Version version = Version::v5_0;
  std::size_t session = 0;  // in TraceFacts::sessions(); set from CONNECT on

  Position first_from_client = never;  // of whatever the client sent first
  Position connect = never;
  Time connect_at = 0;
  std::string client_id;
  bool clean_start = false;
  std::uint32_t session_expiry_interval_s = 0;  // 0xFFFFFFFF: it never expires
  bool problem_information = true;
  bool response_information = false;
  std::optional<std::string> authentication_method;
  bool has_will = false;
  MessageKey will;
  Qos will_qos = Qos::at_most_once;
  bool will_retain = false;
  std::uint32_t will_delay_interval_s = 0;
  std::uint16_t keep_alive_s = 0;
  Limits client_limits;

  Position connack = never;
  bool accepted = false;
  bool session_present = false;
  Limits server_limits;

  Position client_disconnect = never;
  ReasonCode client_disconnect_code = ReasonCode::success;
  Time client_disconnect_at = 0;
  std::optional<std::uint32_t> disconnect_expiry_interval_s;  // Session Expiry Interval in it
  Position server_disconnect = never;
  Position client_closed = never;
  Position server_closed = never;
  bool garbage = false;       // either side sent bytes that are no packet
  bool client_erred = false;  // the client did what it must not

  std::map<AnswerKey, std::vector<Request>> requests;
  Position processed = 0;      // the server has processed what the client sent up to here
  Position client_active = 0;  // the client's newest packet
  std::map<std::uint16_t, std::string> aliases[2];  // by sender
  // PUBCOMP packets whose exchange had no PUBLISH on it, by sender of the PUBLISH. By 4.9 of 5.0
  // they may count for the send quota, by 3.3.4 not (spec/ambiguities.md, 48).
  std::size_t freed[2] = {};

  bool closed() const { return client_closed != never || server_closed != never; }
  /// True if the client may expect answers on it.
  bool open() const {
    return accepted && !closed() && client_disconnect == never && server_disconnect == never;
  }
  bool refused() const { return connack != never && !accepted; }
  /// How many PUBLISH packets above QoS 0 that sender may have unacknowledged at the most.
  std::size_t most_in_flight(Sender sender) const {
    return sender == Sender::client ? server_limits.receive_maximum + freed[0]
                                    : client_limits.receive_maximum + freed[1];
  }
  /// True if nothing on it makes the server's behaviour unpredictable.
  bool judgeable() const { return accepted && !garbage && !client_erred; }
};

}  // namespace mqttspec::model::monitors

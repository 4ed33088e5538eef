// The words of the cases for Clients.
#pragma once

#include "conformance/hosting/line.hpp"
#include "conformance/play/case.hpp"

namespace mqttspec::conformance::client_cases {

using namespace mqttspec::literals;
using namespace hosting;
using play::Case;
using play::CaseGroup;

/// A CONNECT for a Session that outlives its connection.
inline owned::Connect lasting_connect(const Visit& visit) {
  auto connect = visit.plain_connect();
  connect.clean_start = false;
  if (visit.is_v5()) connect.properties.session_expiry_interval = 300;
  return connect;
}

/// A CONNACK that accepts, with the Session of before.
inline owned::Connack session_is_present() {
  owned::Connack connack;
  connack.session_present = true;
  return connack;
}

/// A message of ours that is sent once more.
inline owned::Publish sent_again(std::string topic, std::string payload, Qos qos,
                                 std::uint16_t packet_id) {
  owned::Publish publish;
  publish.dup = true;
  publish.qos = qos;
  publish.topic = std::move(topic);
  publish.packet_id = packet_id;
  publish.payload = std::move(payload);
  return publish;
}

}  // namespace mqttspec::conformance::client_cases

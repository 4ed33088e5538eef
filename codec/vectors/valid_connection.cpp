// CONNACK (section 3.2), PINGREQ, PINGRESP, DISCONNECT and AUTH (3.12 to 3.15).
#include "codec/vectors/property_values.hpp"
#include "codec/vectors/valid.hpp"

namespace mqttspec::vectors {
namespace {

bool redirects(ReasonCode code) {
  return code == ReasonCode::use_another_server || code == ReasonCode::server_moved;
}

std::vector<ReasonCode> codes_of(const ValidSink& sink, PacketType type) {
  std::vector<ReasonCode> codes;
  for (const auto& use : reason_uses)
    if (use.packet == type && may_carry(type, use.code, sink.stream().sender))
      codes.push_back(use.code);
  return codes;
}

std::string named(PacketType type, ReasonCode code) {
  return "Reason Code " + std::string(reason_name(Version::v5_0, type, code));
}

void add_return_codes(ValidSink& sink) {
  Connack connack;
  for (std::uint8_t code = 0; code <= 5; ++code) {
    connack.reason_code = ReasonCode{code};
    sink.add("Connect Return code " + std::to_string(code), connack, Mark::twin);
  }
  connack = {};
  connack.session_present = true;
  sink.add("Session Present", connack, Mark::twin);
}

void add_connack_codes(ValidSink& sink) {
  for (const auto code : codes_of(sink, PacketType::connack)) {
    Connack connack;
    connack.reason_code = code;
    sink.add(named(PacketType::connack, code), connack, Mark::twin);
    connack.properties.reason_string = "because";
    sink.add(named(PacketType::connack, code) + " with a Reason String", connack);
    connack.session_present = true;
    if (code == ReasonCode::success) sink.add("Session Present, Reason String", connack);
    if (!redirects(code)) continue;
    connack.session_present = false;
    connack.properties.server_reference = "other:1883";
    sink.add(named(PacketType::connack, code) + " with Server Reference", connack, Mark::twin);
  }
  Connack connack;
  connack.session_present = true;
  sink.add("Session Present", connack, Mark::twin);
  for (const std::size_t length : {127U, 128U, 16383U, 16384U}) {
    Connack with;
    // Flags, code, Property Length, identifier and string length stand before the text.
    const std::size_t others = length < 131 ? 6 : 7;
    with.properties.reason_string = sink.letters(length - others);
    sink.add("Remaining Length " + std::to_string(length), with);
    with.properties.reason_string = sink.letters(length - 3);
    sink.add("Property Length " + std::to_string(length), with);
  }
}

template <class Packet_>
void add_codes(ValidSink& sink) {
  for (const auto code : codes_of(sink, Packet_::type)) {
    Packet_ packet;
    packet.reason_code = code;
    if constexpr (std::is_same_v<Packet_, Auth>) packet.properties.authentication_method = "m";
    sink.add(named(Packet_::type, code), packet, Mark::twin);
    packet.properties.reason_string = "because";
    sink.add(named(Packet_::type, code) + " with a Reason String", packet);
  }
}

}  // namespace

void add_connack(ValidSink& sink) {
  if (sink.from_client()) return;
  if (!sink.is_5_0()) return add_return_codes(sink);
  add_connack_codes(sink);
  add_properties<ConnackProperties>(
      sink, PropertyHost::connack, "", [](const ConnackProperties& properties) {
        Connack connack;
        connack.properties = properties;
        if (properties.server_reference) connack.reason_code = ReasonCode::use_another_server;
        // Data without a method is forbidden in CONNECT alone; not to be contested here.
        if (properties.authentication_data && !properties.authentication_method)
          connack.properties.authentication_method = "m";
        return connack;
      });
  Connack connack;
  connack.properties.authentication_data = as_bytes("abc");
  sink.add("Authentication Data without Authentication Method", connack, Mark::contested);
}

void add_pings(ValidSink& sink) {
  if (sink.from_client())
    sink.add("plain", Pingreq{}, Mark::twin);
  else
    sink.add("plain", Pingresp{}, Mark::twin);
}

void add_disconnect(ValidSink& sink) {
  if (!sink.is_5_0() && !sink.from_client()) return;
  sink.add("plain", Disconnect{}, Mark::twin);
  if (!sink.is_5_0()) return;
  sink.add("Reason Code 0 written, no Property Length", Disconnect{}, {0xE0, 1, 0}, Mark::twin);
  sink.add("Reason Code and Property Length 0 written", Disconnect{}, {0xE0, 2, 0, 0}, Mark::twin);
  add_codes<Disconnect>(sink);
  for (const auto code : codes_of(sink, PacketType::disconnect)) {
    Disconnect disconnect;
    disconnect.reason_code = code;
    sink.add(named(PacketType::disconnect, code) + ", Property Length 0 written", disconnect,
             {0xE0, 2, static_cast<std::uint8_t>(code), 0});
  }
  add_properties<DisconnectProperties>(sink, PropertyHost::disconnect, "",
                                       [](const DisconnectProperties& properties) {
                                         Disconnect disconnect;
                                         disconnect.properties = properties;
                                         if (properties.server_reference)
                                           disconnect.reason_code = ReasonCode::server_moved;
                                         return disconnect;
                                       });
}

void add_auth(ValidSink& sink) {
  if (!sink.is_5_0()) return;
  add_codes<Auth>(sink);
  add_properties<AuthProperties>(sink, PropertyHost::auth, "",
                                 [](const AuthProperties& properties) {
                                   Auth auth;
                                   auth.reason_code = ReasonCode::continue_authentication;
                                   auth.properties = properties;
                                   if (!properties.authentication_method)
                                     auth.properties.authentication_method = "m";
                                   return auth;
                                 });
}

}  // namespace mqttspec::vectors

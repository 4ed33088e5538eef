// The faults of mutation.hpp that are about CONNECT, PINGREQ, DISCONNECT and AUTH.
#include <algorithm>

#include "codec/encode.hpp"
#include "model/client/mutation.hpp"

namespace mqttspec::model::client {

namespace {

/// In the variable header of CONNECT, behind "MQTT".
constexpr std::size_t protocol_name_end = 6;
constexpr std::size_t connect_flags = 7;
constexpr std::size_t connect_rest = 10;  // the properties, or the Payload in 3.1.1

using ByteVector = std::vector<std::uint8_t>;

ByteVector encoded(const owned::Packet& packet, Version version) {
  const EncodeContext context{version, Sender::client};
  ByteVector bytes(encoded_size(packet, context));
  (void)encode(packet, context, std::span(bytes));
  return bytes;
}

/// What follows the Fixed Header.
ByteVector body_of(const ByteVector& bytes) {
  std::size_t place = 1;
  while (place < bytes.size() && (bytes[place] & 0x80) != 0) ++place;
  return {bytes.begin() + static_cast<std::ptrdiff_t>(std::min(place + 1, bytes.size())),
          bytes.end()};
}

ByteVector framed(std::uint8_t first, const ByteVector& body) {
  ByteVector bytes = {first};
  auto rest = body.size();
  do {
    const auto digit = static_cast<std::uint8_t>(rest % 128);
    rest /= 128;
    bytes.push_back(rest > 0 ? digit | 0x80 : digit);
  } while (rest > 0);
  bytes.insert(bytes.end(), body.begin(), body.end());
  return bytes;
}

ByteVector body_without(owned::Connect connect, std::uint8_t flags) {
  if ((flags & 0x04) != 0) connect.will.reset();
  if ((flags & 0x80) != 0) connect.user_name.reset();
  if ((flags & 0x40) != 0) connect.password.reset();
  auto body = body_of(encoded(connect, connect.version));
  body[connect_flags] |= flags;
  return body;
}

void mutate_fields(ByteVector& body, const owned::Connect& connect, const FaultSet& faults) {
  auto& flags = body[connect_flags];
  if (connect.will) {
    if (faults.on(FaultId::will_qos_3)) flags |= 0x18;
    if (faults.on(FaultId::will_without_its_flag)) flags &= 0xC3;
    if (faults.on(FaultId::will_flag_without_will)) body = body_without(connect, 0x04);
  } else {
    if (faults.on(FaultId::will_qos_without_will)) flags |= 0x08;
    if (faults.on(FaultId::will_retain_without_will)) flags |= 0x20;
  }
  if (connect.user_name) {
    if (faults.on(FaultId::user_name_without_its_flag)) flags &= 0x7F;
    if (faults.on(FaultId::user_name_flag_without_user_name)) body = body_without(connect, 0x80);
  }
  if (connect.password) {
    if (faults.on(FaultId::password_without_its_flag)) flags &= 0xBF;
    if (faults.on(FaultId::password_flag_without_password)) body = body_without(connect, 0x40);
  }
}

void mutate_header(ByteVector& body, const owned::Connect& connect, const FaultSet& faults) {
  const auto rest = body.begin() + connect_rest;
  if (faults.on(FaultId::protocol_name_wrong)) body[protocol_name_end - 1] = 'S';
  if (connect.version == Version::v5_0 && body[connect_rest] < 0x80) {
    if (faults.on(FaultId::property_length_omitted) && body[connect_rest] == 0) {
      body.erase(rest);
    } else if (faults.on(FaultId::property_length_not_shortest)) {
      body[connect_rest] |= 0x80;
      body.insert(body.begin() + connect_rest + 1, 0);
    }
  }
  if (faults.on(FaultId::client_id_omitted)) {
    const auto properties = connect.version == Version::v5_0 ? 1 + body[connect_rest] : 0;
    const auto begin = body.begin() + connect_rest + properties;
    body.erase(begin, begin + 2 + static_cast<std::ptrdiff_t>(connect.client_id.size()));
  }
}

void cut_if_longest(std::string& text) {
  if (text.size() == 65'535) text.pop_back();
}

}  // namespace

void mutate_connect(owned::Connect& connect, const FaultSet& faults) {
  if (faults.on(FaultId::client_id_ill_formed)) connect.client_id += '\xFF';
  auto& pairs = connect.properties.user_properties;
  if (!pairs.empty() && faults.on(FaultId::user_property_ill_formed)) pairs[0].value += '\xFF';
  if (connect.will) {
    auto& content_type = connect.will->properties.content_type;
    if (faults.on(FaultId::will_topic_ill_formed)) connect.will->topic += '\xFF';
    if (content_type && faults.on(FaultId::will_content_type_ill_formed)) *content_type += '\xFF';
  }
  if (connect.user_name) {
    if (faults.on(FaultId::user_name_ill_formed)) *connect.user_name += '\xFF';
    if (faults.on(FaultId::longest_user_name_cut)) cut_if_longest(*connect.user_name);
  }
  if (connect.user_name && connect.password) {
    if (faults.on(FaultId::password_before_user_name))
      std::swap(*connect.user_name, *connect.password);
  }
  if (connect.password && faults.on(FaultId::password_alone)) connect.user_name.reset();
}

void mutate_auth(owned::Auth& auth, const FaultSet& faults) {
  if (faults.on(FaultId::auth_by_other_method)) auth.properties.authentication_method = "other";
}

void mutate_bytes(std::vector<std::uint8_t>& bytes, const owned::Packet& packet,
                  const FaultSet& faults) {
  if (bytes.empty() || !faults.any()) return;
  if (const auto* connect = std::get_if<owned::Connect>(&packet)) {
    auto body = body_of(bytes);
    mutate_fields(body, *connect, faults);
    mutate_header(body, *connect, faults);
    bytes = framed(bytes[0], body);
  }
  const auto type = type_of(packet);
  if (type == PacketType::pingreq && faults.on(FaultId::pingreq_with_flags)) bytes[0] |= 1;
  if (type == PacketType::disconnect && faults.on(FaultId::disconnect_with_unknown_code))
    bytes = {bytes[0], 1, 5};
  if (type == PacketType::auth && bytes.size() > 2 && faults.on(FaultId::auth_with_unknown_code))
    bytes[2] = 5;
}

}  // namespace mqttspec::model::client

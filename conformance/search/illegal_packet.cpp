// See illegal_packet.hpp.
#include "conformance/search/illegal_packet.hpp"

#include "conformance/packets/stimulus.hpp"

namespace mqttspec::conformance::search {

namespace {

constexpr std::string_view kinds[] = {
    "reserved-type",     "reserved-flags", "long-length", "qos-3",
    "ill-formed-topic",  "wildcard",       "packet-id-0", "no-filter",
    "repeated-property", "alias-0",        "from-server", "second-connect",
    "before-connect",
};

std::vector<std::uint8_t> connect_again(Version version, std::string_view client_id,
                                        const play::Settings& settings) {
  owned::Connect connect;
  connect.version = version;
  connect.client_id = client_id;
  connect.clean_start = true;
  if (!settings.user_name.empty()) {
    connect.user_name = settings.user_name;
    connect.password = settings.password;
  }
  return packets::bytes_of(connect, version).value_or(std::vector<std::uint8_t>());
}

}  // namespace

std::span<const std::string_view> illegal_kinds() { return kinds; }

std::vector<std::uint8_t> illegal_packet(std::string_view kind, Version version,
                                         std::string_view client_id,
                                         const play::Settings& settings) {
  const bool is_5_0 = version == Version::v5_0;
  using Of = std::vector<std::uint8_t>;
  const auto of = [&](Of older, Of newer) { return is_5_0 ? newer : older; };
  // Malformed packets.
  if (kind == "reserved-type") return {0x00, 0x00};
  if (kind == "reserved-flags") return {0xC1, 0x00};
  if (kind == "long-length") return {0xC0, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
  if (kind == "qos-3") return of({0x36, 5, 0, 1, 't', 0, 9}, {0x36, 6, 0, 1, 't', 0, 9, 0});
  if (kind == "ill-formed-topic")
    return of({0x30, 4, 0, 2, 0xC3, 0x28}, {0x30, 5, 0, 2, 0xC3, 0x28, 0});
  // Protocol errors.
  if (kind == "wildcard") return of({0x30, 3, 0, 1, '#'}, {0x30, 4, 0, 1, '#', 0});
  if (kind == "packet-id-0")
    return of({0x82, 6, 0, 0, 0, 1, 't', 0}, {0x82, 7, 0, 0, 0, 0, 1, 't', 0});
  if (kind == "no-filter") return of({0x82, 2, 0, 9}, {0x82, 3, 0, 9, 0});
  if (kind == "repeated-property") return of({}, {0x30, 8, 0, 1, 't', 4, 0x01, 0, 0x01, 0});
  if (kind == "alias-0") return of({}, {0x30, 7, 0, 1, 't', 3, 0x23, 0, 0});
  // In the wrong direction, or not in its place.
  if (kind == "from-server") return of({0x20, 2, 0, 0}, {0x20, 3, 0, 0, 0});
  if (kind == "second-connect") return connect_again(version, client_id, settings);
  if (kind == "before-connect") return of({0x30, 3, 0, 1, 't'}, {0x30, 4, 0, 1, 't', 0});
  return {};
}

}  // namespace mqttspec::conformance::search

// See short_payloads.hpp.
#include "conformance/judges/short_payloads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "codec/encode.hpp"
#include "codec/owned.hpp"
#include "conformance/play/trace_events.hpp"

namespace mqttspec::conformance::judges {

using Kind = model::TraceEvent::Kind;

namespace {

constexpr std::size_t short_enough = 256;
// By which the same message may be larger when a broker sends it.
constexpr std::size_t more_in_packet = 2'000;

bool is_long(Bytes payload) { return payload.size() > short_enough; }

bool has_long_payload(const model::TraceEvent& event) {
  if (!event.packet) return false;
  if (const auto* message = std::get_if<Publish>(&*event.packet)) return is_long(message->payload);
  const auto* connect = std::get_if<Connect>(&*event.packet);
  return connect != nullptr && connect->will && is_long(connect->will->payload);
}

void shorten(std::string& payload) {
  if (payload.size() > short_enough)
    payload = fmt::format("{} bytes {:016x}", payload.size(), std::hash<std::string>{}(payload));
}

// The lowest limit to the size of packets that either side has named.
std::size_t lowest_limit(const model::Trace& trace, const model::Profile& declared) {
  constexpr std::size_t none = 0xFFFFFFFF;
  std::size_t lowest = declared.maximum_packet_size.value_or(none);
  for (const auto& event : trace) {
    const auto* connect = event.packet ? std::get_if<Connect>(&*event.packet) : nullptr;
    if (connect != nullptr)
      lowest =
          std::min<std::size_t>(lowest, connect->properties.maximum_packet_size.value_or(none));
  }
  return lowest;
}

std::size_t largest_packet(const model::Trace& trace) {
  std::size_t largest = 0;
  for (const auto& event : trace)
    if (event.bytes) largest = std::max(largest, event.bytes->size());
  return largest;
}

}  // namespace

ShortPayloads::ShortPayloads(const model::Trace& trace, const model::Profile& declared)
    : possible_(largest_packet(trace) + more_in_packet < lowest_limit(trace, declared)) {}

model::TraceEvent ShortPayloads::shortened(const model::TraceEvent& event) const {
  if (!possible_ || !has_long_payload(event)) return event;
  auto packet = to_owned(*event.packet);
  if (auto* message = std::get_if<owned::Publish>(&packet)) shorten(message->payload);
  if (auto* connect = std::get_if<owned::Connect>(&packet)) shorten(connect->will->payload);
  const auto sender = event.kind == Kind::client_packet ? Sender::client : Sender::server;
  std::vector<std::uint8_t> bytes;
  if (!encode(packet, EncodeContext{event.version, sender, false}, bytes)) return event;
  auto shorter = play::sent_packet(std::move(packet), std::move(bytes),
                                   {event.at, event.connection, event.version});
  shorter.kind = event.kind;
  return shorter;
}

}  // namespace mqttspec::conformance::judges

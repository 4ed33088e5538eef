// See client_stream.hpp.
#include "conformance/judges/client_stream.hpp"

#include <algorithm>

#include "codec/decode.hpp"

namespace mqttspec::conformance::judges {

using Kind = model::TraceEvent::Kind;

namespace {

// By its Fixed Header; of what has none, everything that is there.
std::size_t size_of_first(Bytes bytes) {
  std::size_t remaining_length = 0;
  for (std::size_t i = 1; i <= 4 && i < bytes.size(); ++i) {
    remaining_length |= std::size_t{bytes[i] & 0x7FU} << (7 * (i - 1));
    if ((bytes[i] & 0x80) == 0) return 1 + i + remaining_length;
  }
  return bytes.size();
}

}  // namespace

std::vector<model::TraceEvent> ClientStream::take(const model::TraceEvent& event) {
  if (event.packet && bytes_.empty() && to_skip_ == 0) return {event};
  const bool is_begun = !bytes_.empty();
  bytes_.insert(bytes_.end(), event.bytes->begin(), event.bytes->end());
  std::vector<model::TraceEvent> all;
  std::size_t used = 0;
  while (true) {
    const auto skipped = std::min(to_skip_, bytes_.size() - used);
    used += skipped;
    to_skip_ -= skipped;
    const auto rest = Bytes(bytes_).subspan(used);
    if (rest.empty()) break;
    const auto part = std::make_shared<const std::vector<std::uint8_t>>(
        rest.begin(),
        rest.begin() + static_cast<std::ptrdiff_t>(std::min(rest.size(), size_of_first(rest))));
    // What a strict receiver may reject is a packet to others: the tracker looks at it both ways.
    const auto decoded = decode_packet(Bytes(*part), {.version = event.version});
    if (!decoded && std::holds_alternative<NeedMore>(decoded.error())) break;
    to_skip_ = size_of_first(rest);
    auto piece = event;
    piece.kind = decoded ? Kind::client_packet : Kind::client_garbage;
    piece.bytes = part;
    piece.packet = decoded ? std::optional(decoded->packet) : std::nullopt;
    if (is_begun && used == 0)
      piece.arrival = model::Arrival::in_pieces;
    else if (part->size() < bytes_.size())
      piece.arrival = model::Arrival::with_others;
    all.push_back(std::move(piece));
  }
  bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(used));
  return all;
}

}  // namespace mqttspec::conformance::judges

// See valid_sink.hpp.
#include "codec/vectors/valid_sink.hpp"

#include <cassert>

#include "codec/encode.hpp"
#include "codec/vectors/fields.hpp"

namespace mqttspec::vectors {

std::string_view ValidSink::letters(std::size_t size, char letter) {
  return arena_.keep(std::string_view(std::string(size, letter)));
}

void ValidSink::add(std::string about, const Packet& packet, Mark mark) {
  std::vector<std::uint8_t> bytes;
  const auto encoded = encode(packet, {stream_.version, stream_.sender, false}, bytes);
  assert(encoded && "a table has a packet that is not legal");
  if (encoded) add(std::move(about), packet, std::move(bytes), mark);
}

void ValidSink::add(std::string about, const Packet& packet, std::vector<std::uint8_t> bytes,
                    Mark mark) {
  auto id = vector_id(stream_, bytes);
  if (mark == Mark::twin) twins_.insert(id);
  if (!seen_.insert(id).second) return;
  vectors_.push_back({.id = std::move(id),
                      .stream = stream_,
                      .type = type_of(packet),
                      .bytes = std::move(bytes),
                      .about = std::move(about),
                      .contested = mark == Mark::contested,
                      .fields = fields_of(packet, stream_.version)});
}

}  // namespace mqttspec::vectors

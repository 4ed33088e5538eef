// See mutation.hpp.
#include "codec/testing/mutation.hpp"

#include <cstddef>
#include <iterator>

namespace mqttspec {
namespace {

using Buffer = std::vector<std::uint8_t>;

/// Bytes that mean something somewhere: length steps, wildcards, ends of UTF-8, property ids.
constexpr std::uint8_t notable_bytes[] = {0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x0B, 0x10,
                                          0x1F, 0x23, '#',  '$',  '+',  '/',  0x26, 0x7F,
                                          0x80, 0xBF, 0xC0, 0xC2, 0xED, 0xEF, 0xF4, 0xFF};

std::size_t position(const Buffer& buffer, Choices& choices) {
  return choices.below(static_cast<std::uint32_t>(buffer.size()) + 1);
}

auto iterator_at(Buffer& buffer, std::size_t at) {
  return buffer.begin() + static_cast<std::ptrdiff_t>(at);
}

void injure(Buffer& buffer, Bytes other, Choices& choices) {
  const std::size_t at = position(buffer, choices);
  const std::size_t size = std::min<std::size_t>(buffer.size() - at, 1 + choices.below(4));
  switch (choices.below(6)) {
    case 0:
      if (at < buffer.size()) buffer[at] ^= static_cast<std::uint8_t>(1U << choices.below(8));
      break;
    case 1:
      if (at < buffer.size()) buffer[at] = choices.one_of(notable_bytes);
      break;
    case 2:
      buffer.erase(iterator_at(buffer, at), iterator_at(buffer, at + size));
      break;
    case 3:
      buffer.insert(iterator_at(buffer, at), choices.one_of(notable_bytes));
      break;
    case 4: {
      const Buffer copy(iterator_at(buffer, at), iterator_at(buffer, at + size));
      buffer.insert(iterator_at(buffer, position(buffer, choices)), copy.begin(), copy.end());
      break;
    }
    default: {
      const auto from = choices.below(static_cast<std::uint32_t>(other.size()) + 1);
      buffer.resize(at);
      buffer.insert(buffer.end(), other.begin() + from, other.end());
    }
  }
}

/// Gives the packet the Remaining Length that its size asks for.
void mend_remaining_length(Buffer& buffer) {
  if (buffer.size() < 2) return;
  std::size_t header = 1;
  while (header < std::min<std::size_t>(buffer.size() - 1, 4) && buffer[header] >= 0x80) ++header;
  ++header;
  Buffer mended = {buffer[0]};
  std::size_t length = buffer.size() - header;
  for (; length >= 128; length /= 128)
    mended.push_back(static_cast<std::uint8_t>(length % 128 + 128));
  mended.push_back(static_cast<std::uint8_t>(length));
  mended.insert(mended.end(), iterator_at(buffer, header), buffer.end());
  buffer = std::move(mended);
}

}  // namespace

std::vector<std::uint8_t> mutated(Bytes packet, Bytes other, Choices& choices) {
  Buffer buffer(packet.begin(), packet.end());
  for (auto injuries = 1 + choices.below(4); injuries > 0; --injuries)
    injure(buffer, other, choices);
  if (!choices.once_in(4)) mend_remaining_length(buffer);
  return buffer;
}

}  // namespace mqttspec

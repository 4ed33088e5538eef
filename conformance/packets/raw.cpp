// Editing the bytes of packets.
#include "conformance/packets/raw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cctype>
#include <stdexcept>

namespace mqttspec::conformance::packets {
namespace {

using ByteVector = std::vector<std::uint8_t>;

unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>(std::tolower(c) - 'a' + 10);
}

ByteVector from_hex(std::string_view hex) {
  ByteVector bytes;
  std::optional<unsigned> high;
  for (const char c : hex) {
    if (c == ' ') continue;
    assert(std::isxdigit(static_cast<unsigned char>(c)));
    if (high) {
      bytes.push_back(static_cast<std::uint8_t>(*high << 4 | digit(c)));
      high.reset();
    } else {
      high = digit(c);
    }
  }
  assert(!high);
  return bytes;
}

ByteVector variable_byte_integer(std::size_t value) {
  ByteVector bytes;
  do {
    bytes.push_back(static_cast<std::uint8_t>(value % 128 | (value > 127 ? 128 : 0)));
    value /= 128;
  } while (value > 0);
  return bytes;
}

struct Length {
  std::size_t value;
  std::size_t width;
};

Length read_length(const ByteVector& bytes, std::size_t at) {
  Length length{0, 0};
  do {
    length.value |= std::size_t{bytes.at(at + length.width) & 0x7FU} << (7 * length.width);
    ++length.width;
  } while (bytes.at(at + length.width - 1) & 0x80);
  return length;
}

std::size_t read_u16(const ByteVector& bytes, std::size_t at) {
  return std::size_t{bytes.at(at)} << 8 | bytes.at(at + 1);
}

// Where the property block of the Variable Header begins, with its length.
std::size_t property_block(std::uint8_t first, const ByteVector& body) {
  switch (PacketType{static_cast<std::uint8_t>(first >> 4)}) {
    case PacketType::connect:
      return 10;
    case PacketType::publish:
      return 2 + read_u16(body, 0) + ((first & 0x06) != 0 ? 2U : 0U);
    case PacketType::subscribe:
    case PacketType::unsubscribe:
      return 2;
    case PacketType::disconnect:
    case PacketType::auth:
      return 1;
    default:
      return 3;
  }
}

void insert_property(ByteVector& body, std::size_t at, const ByteVector& property) {
  const auto length = read_length(body, at);
  const auto encoded = variable_byte_integer(length.value + property.size());
  const auto begin = body.begin() + static_cast<std::ptrdiff_t>(at);
  auto rest = body.erase(begin, begin + static_cast<std::ptrdiff_t>(length.width));
  rest = body.insert(rest, property.begin(), property.end());
  body.insert(rest, encoded.begin(), encoded.end());
}

std::ptrdiff_t position_in(const ByteVector& body, int position) {
  const auto at = position < 0 ? static_cast<std::ptrdiff_t>(body.size()) + position : position;
  if (at < 0 || at > static_cast<std::ptrdiff_t>(body.size()))
    throw std::logic_error("an edit of a Raw lies outside the packet");
  return at;
}

ByteVector legal_bytes(const Stimulus& stimulus, const PacketSetting& setting) {
  auto bytes = stimulus.bytes(setting);
  // What a packet is made of may come from the target, so this is no assertion.
  if (!bytes)
    throw std::logic_error("a Raw has to start from a legal packet: " + stimulus.describe(setting));
  return *std::move(bytes);
}

}  // namespace

Raw::Raw(std::string_view hex) : hex_(hex) {}

Raw& Raw::flags(unsigned flags) {
  edits_.emplace_back([flags](Parts& parts) {
    parts.first = static_cast<std::uint8_t>((parts.first & 0xF0) | flags);
  });
  return *this;
}

Raw& Raw::packet_type(unsigned type) {
  edits_.emplace_back([type](Parts& parts) {
    parts.first = static_cast<std::uint8_t>((parts.first & 0x0F) | type << 4);
  });
  return *this;
}

Raw& Raw::byte(int position, unsigned value) {
  edits_.emplace_back([position, value](Parts& parts) {
    parts.body.at(static_cast<std::size_t>(position_in(parts.body, position))) =
        static_cast<std::uint8_t>(value);
  });
  return *this;
}

Raw& Raw::set_bits(int position, unsigned bits) {
  edits_.emplace_back([position, bits](Parts& parts) {
    parts.body.at(static_cast<std::size_t>(position_in(parts.body, position))) |=
        static_cast<std::uint8_t>(bits);
  });
  return *this;
}

Raw& Raw::clear_bits(int position, unsigned bits) {
  edits_.emplace_back([position, bits](Parts& parts) {
    parts.body.at(static_cast<std::size_t>(position_in(parts.body, position))) &=
        static_cast<std::uint8_t>(~bits);
  });
  return *this;
}

Raw& Raw::insert(int position, std::string_view hex) {
  edits_.emplace_back([position, bytes = from_hex(hex)](Parts& parts) {
    parts.body.insert(parts.body.begin() + position_in(parts.body, position), bytes.begin(),
                      bytes.end());
  });
  return *this;
}

Raw& Raw::erase(int position, unsigned count) {
  edits_.emplace_back([position, count](Parts& parts) {
    const auto begin = parts.body.begin() + position_in(parts.body, position);
    parts.body.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  });
  return *this;
}

Raw& Raw::append(std::string_view hex) {
  edits_.emplace_back([bytes = from_hex(hex)](Parts& parts) {
    parts.body.insert(parts.body.end(), bytes.begin(), bytes.end());
  });
  return *this;
}

Raw& Raw::property(std::string_view hex) {
  edits_.emplace_back([bytes = from_hex(hex)](Parts& parts) {
    const auto at = property_block(parts.first, parts.body);
    // Short forms of acknowledgements and DISCONNECT leave out the code and the length.
    while (parts.body.size() <= at) parts.body.push_back(0);
    insert_property(parts.body, at, bytes);
  });
  return *this;
}

Raw& Raw::will_property(std::string_view hex) {
  edits_.emplace_back([bytes = from_hex(hex)](Parts& parts) {
    const auto properties = read_length(parts.body, 10);
    const auto client_id = 10 + properties.width + properties.value;
    insert_property(parts.body, client_id + 2 + read_u16(parts.body, client_id), bytes);
  });
  return *this;
}

Raw& Raw::remaining_length(std::string_view hex) {
  edits_.emplace_back([bytes = from_hex(hex)](Parts& parts) { parts.remaining_length = bytes; });
  return *this;
}

Raw& Raw::replace_text(std::string_view text, std::string_view hex) {
  edits_.emplace_back([text = std::string(text), bytes = from_hex(hex)](Parts& parts) {
    const auto wanted = as_bytes(text);
    auto found = std::search(parts.body.begin(), parts.body.end(), wanted.begin(), wanted.end());
    assert(found != parts.body.end() && found - parts.body.begin() >= 2);
    // The text may be the end of a longer field: find the field's length by trying each start.
    auto field = found - 2;
    for (auto start = field; start >= parts.body.begin(); --start) {
      const auto length = std::size_t{start[0]} << 8 | start[1];
      if (start + 2 + static_cast<std::ptrdiff_t>(length) ==
          found + static_cast<std::ptrdiff_t>(text.size())) {
        field = start;
        break;
      }
      if (start == parts.body.begin()) break;
    }
    const auto old = std::size_t{field[0]} << 8 | field[1];
    const auto length = old - text.size() + bytes.size();
    field[0] = static_cast<std::uint8_t>(length >> 8);
    field[1] = static_cast<std::uint8_t>(length);
    found = parts.body.erase(found, found + static_cast<std::ptrdiff_t>(text.size()));
    parts.body.insert(found, bytes.begin(), bytes.end());
  });
  return *this;
}

Raw& Raw::because(std::string_view text) {
  reasons_ += fmt::format(" ({})", text);
  return *this;
}

std::string Raw::describe(const PacketSetting& setting) const {
  return (base_ ? base_->describe(setting) : hex_) + reasons_;
}

std::vector<std::uint8_t> Raw::bytes(const PacketSetting& setting) const {
  auto whole = base_ ? legal_bytes(*base_, setting) : from_hex(hex_);
  if (edits_.empty()) return whole;
  const auto length = read_length(whole, 1);
  Parts parts{whole[0],
              Bytes(whole.begin() + 1 + static_cast<std::ptrdiff_t>(length.width), whole.end()),
              std::nullopt};
  for (const auto& edit : edits_) edit(parts);
  Bytes bytes{parts.first};
  const auto encoded = parts.remaining_length.value_or(variable_byte_integer(parts.body.size()));
  bytes.insert(bytes.end(), encoded.begin(), encoded.end());
  bytes.insert(bytes.end(), parts.body.begin(), parts.body.end());
  return bytes;
}

}  // namespace mqttspec::conformance::packets

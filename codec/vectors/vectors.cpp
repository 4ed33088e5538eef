// Runs the tables, then the catalogue over what they made.
#include <cassert>

#include "codec/printable.hpp"
#include "codec/vectors/defects.hpp"
#include "codec/vectors/valid.hpp"

namespace mqttspec::vectors {
namespace {

constexpr auto tables = {
    add_connect,     add_connack,        add_publish, add_publish_acks, add_subscribe,
    add_unsubscribe, add_subscribe_acks, add_pings,   add_disconnect,   add_auth,
};

// 3.1.1 has no rule against a Remaining Length with more bytes than needed: contested.
void add_longer_lengths(ValidSink& sink) {
  if (sink.is_5_0()) return;
  const auto vectors = sink.vectors();
  for (const auto& vector : vectors) {
    if (!sink.twins().contains(vector.id) || vector.about != "plain") continue;
    const Specimen specimen(vector);
    const auto length = specimen.bytes().size() - specimen.body();
    for (std::size_t size = 2; size <= 4; ++size) {
      auto longer = vector;
      longer.bytes = specimen.with_remaining_length(variable_byte_integer(length, size));
      longer.id = vector_id(longer.stream, longer.bytes);
      longer.about = "Remaining Length in " + std::to_string(size) + " bytes";
      longer.contested = true;
      sink.vectors().push_back(std::move(longer));
    }
  }
}

}  // namespace

VectorSet make_vectors() {
  VectorSet set;
  std::set<std::string> twins;
  std::set<std::string> ids;
  for (const auto& stream : streams) {
    ValidSink sink(stream);
    for (const auto table : tables) table(sink);
    add_longer_lengths(sink);
    twins.insert(sink.twins().begin(), sink.twins().end());
    for (auto& vector : sink.vectors()) {
      ids.insert(vector.id);
      set.valid.push_back(std::move(vector));
    }
  }
  assert(ids.size() == set.valid.size() && "two vectors have the same id");
  DefectSink sink(std::move(ids));
  for (const auto& valid : set.valid) {
    if (!twins.contains(valid.id)) continue;
    const Specimen specimen(valid);
    for (const auto defect : catalogue) defect(specimen, sink);
  }
  set.malformed = std::move(sink.vectors());
  std::ranges::stable_sort(set.malformed, {}, [](const MalformedVector& vector) {
    return std::ranges::find(streams, vector.stream) - std::begin(streams);
  });
  return set;
}

std::string to_string(const Stream& stream) {
  return std::string(mqttspec::to_string(stream.version)) +
         (stream.sender == Sender::client ? "-client" : "-server");
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::malformed:
      return "malformed";
    case Verdict::protocol_error:
      return "protocol-error";
  }
  return "";
}

// FNV-1a, whose constants are its own.
std::string vector_id(const Stream& stream, Bytes bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const auto byte : bytes) hash = (hash ^ byte) * 0x100000001B3U;
  std::uint8_t digits[8];
  for (unsigned i = 0; i < 8; ++i) digits[i] = static_cast<std::uint8_t>(hash >> (56 - 8 * i));
  return std::string(stream.version == Version::v5_0 ? "5" : "3") +
         (stream.sender == Sender::client ? "c-" : "s-") + hex(Bytes(digits));
}

}  // namespace mqttspec::vectors

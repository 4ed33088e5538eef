// See seeds.hpp.
#include "fuzz/seeds.hpp"

#include <algorithm>

#include "codec/vectors/vector.hpp"

namespace mqttspec::fuzz {
namespace {

constexpr std::size_t most_bytes = 256;
constexpr std::size_t valid_of_each_type = 6;

template <class Vector>
using Groups = std::map<std::string, std::vector<const Vector*>>;

template <class Vector>
void put_in(Groups<Vector>& groups, const std::string& group, const Vector& vector) {
  groups[to_string(vector.stream) + " " + group].push_back(&vector);
}

template <class Vector>
void add_smallest(Groups<Vector>& groups, std::size_t count,
                  std::map<std::string, std::vector<std::uint8_t>>& seeds) {
  for (auto& [name, group] : groups) {
    std::ranges::stable_sort(group, {}, [](const Vector* vector) { return vector->bytes.size(); });
    for (std::size_t i = 0; i < std::min(count, group.size()); ++i) {
      const Vector& vector = *group[i];
      if (vector.bytes.size() < most_bytes)
        seeds[vector.id] = as_input(vector.stream.version, vector.stream.sender, vector.bytes);
    }
  }
}

}  // namespace

std::vector<std::uint8_t> as_input(Version version, Sender sender, Bytes packet) {
  std::vector<std::uint8_t> input(1 + packet.size());
  input[0] = static_cast<std::uint8_t>((version == Version::v3_1_1 ? 1 : 0) |
                                       (sender == Sender::server ? 2 : 0));
  std::ranges::copy(packet, input.begin() + 1);
  return input;
}

std::map<std::string, std::vector<std::uint8_t>> packet_seeds() {
  const auto set = vectors::make_vectors();
  Groups<vectors::ValidVector> valid;
  for (const auto& vector : set.valid) put_in(valid, std::string(to_string(vector.type)), vector);
  Groups<vectors::MalformedVector> malformed;
  for (const auto& vector : set.malformed) put_in(malformed, vector.defect, vector);
  std::map<std::string, std::vector<std::uint8_t>> seeds;
  add_smallest(valid, valid_of_each_type, seeds);
  add_smallest(malformed, 1, seeds);
  return seeds;
}

}  // namespace mqttspec::fuzz

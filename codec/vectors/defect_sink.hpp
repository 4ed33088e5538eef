// Where the catalogue of defects puts damaged packets: each with the place of its defect and what a
// decoder may say of it.
#pragma once

#include <set>

#include "codec/vectors/expectation.hpp"
#include "codec/vectors/specimen.hpp"

namespace mqttspec::vectors {

class DefectSink {
 public:
  /// `valid` holds the ids that no damaged packet may have.
  explicit DefectSink(std::set<std::string> valid) : seen_(std::move(valid)) {}

  /// Adds `bytes` as a damaged form of the specimen, unless the same bytes are there already in
  /// that stream. `offset` counts from the first byte of the damaged packet.
  void add(const Specimen& twin, std::string defect, std::string field,
           std::vector<std::uint8_t> bytes, std::size_t offset, const Expectation& expected);
  /// The same in another stream than the twin's.
  void add(const Specimen& twin, const Stream& stream, std::string defect, std::string field,
           std::vector<std::uint8_t> bytes, std::size_t offset, const Expectation& expected);

  /// True once for each field of a packet type in a stream: every value is worth trying there once,
  /// a few of them in every packet.
  bool is_first(const Specimen& specimen, std::string_view field) {
    return swept_
        .insert(to_string(specimen.stream()) + std::string(to_string(specimen.type())) +
                std::string(field))
        .second;
  }

  std::vector<MalformedVector>& vectors() { return vectors_; }

 private:
  std::set<std::string> seen_;
  std::set<std::string> swept_;
  std::vector<MalformedVector> vectors_;
};

}  // namespace mqttspec::vectors

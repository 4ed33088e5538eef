// See defect_sink.hpp.
#include "codec/vectors/defect_sink.hpp"

#include <cassert>

namespace mqttspec::vectors {

void DefectSink::add(const Specimen& twin, std::string defect, std::string field,
                     std::vector<std::uint8_t> bytes, std::size_t offset,
                     const Expectation& expected) {
  add(twin, twin.stream(), std::move(defect), std::move(field), std::move(bytes), offset, expected);
}

void DefectSink::add(const Specimen& twin, const Stream& stream, std::string defect,
                     std::string field, std::vector<std::uint8_t> bytes, std::size_t offset,
                     const Expectation& expected) {
  auto id = vector_id(stream, bytes);
  if (!seen_.insert(id).second) return;
  MalformedVector vector{.id = std::move(id),
                         .stream = stream,
                         .type = twin.type(),
                         .bytes = std::move(bytes),
                         .defect = std::move(defect),
                         .field = std::move(field),
                         .twin = twin.valid().id,
                         .offset = offset,
                         .verdicts = expected.verdicts,
                         .statements = {},
                         .contested = expected.contested};
  // 3.1.1 has one kind of error, so that either word is right there.
  if (stream.version == Version::v3_1_1)
    vector.verdicts = {Verdict::malformed, Verdict::protocol_error};
  if (expected.contested) vector.verdicts.push_back(Verdict::ok);
  for (const auto& cited : expected.statements)
    if (const auto statement = cited.of(stream.version))
      if (std::ranges::find(vector.statements, statement->id()) == vector.statements.end())
        vector.statements.push_back(statement->id());
  assert(!vector.statements.empty() && "a defect breaks some statement of its version");
  vectors_.push_back(std::move(vector));
}

}  // namespace mqttspec::vectors

// Both decoders must agree with every vector; and the set is what it says it is: large, without
// duplicates, each malformed packet with a valid twin.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "codec/printable.hpp"
#include "codec/testing/compare.hpp"
#include "codec/vectors/fields.hpp"
#include "codec/vectors/testing.hpp"

namespace mqttspec::vectors {
namespace {

std::string shown(Bytes bytes) { return hex(bytes.first(std::min<std::size_t>(bytes.size(), 40))); }

// Empty if the outcome is one that the vector permits.
std::string complaint(const MalformedVector& vector, const Outcome& outcome) {
  const auto permits = [&](Verdict verdict) {
    return std::ranges::find(vector.verdicts, verdict) != vector.verdicts.end();
  };
  if (outcome) return permits(Verdict::ok) ? "" : describe(outcome);
  const auto* violation = std::get_if<Violation>(&outcome.error());
  if (violation == nullptr) return describe(outcome);
  const auto verdict =
      violation->kind == ViolationKind::malformed ? Verdict::malformed : Verdict::protocol_error;
  const auto cited = std::ranges::find(vector.statements, violation->statement.id());
  const bool right =
      permits(verdict) && cited != vector.statements.end() && violation->offset == vector.offset;
  return right ? "" : describe(outcome);
}

std::string described(const MalformedVector& vector) {
  std::string text = to_string(vector.stream) + " " + std::string(to_string(vector.type)) + " " +
                     vector.defect + " (" + vector.field + ") " + shown(vector.bytes) + " wants";
  for (const auto verdict : vector.verdicts) text += " " + std::string(to_string(verdict));
  for (const auto statement : vector.statements) text += " " + std::string(statement);
  return text + " @" + std::to_string(vector.offset);
}

TEST(Vectors, AreManyOfEachKind) {
  EXPECT_GE(all().valid.size(), 2000U);
  EXPECT_GE(all().malformed.size(), 10000U);
  for (const auto& stream : streams) {
    EXPECT_TRUE(
        std::ranges::any_of(all().valid, [&](const auto& v) { return v.stream == stream; }));
    EXPECT_TRUE(
        std::ranges::any_of(all().malformed, [&](const auto& v) { return v.stream == stream; }));
  }
}

TEST(Vectors, ValidOnesAreDecodedByBothDecodersToTheirFields) {
  for (const auto& vector : all().valid) {
    const DecodeContext context{vector.stream.version, vector.stream.sender};
    for (const auto& outcome :
         {decode_packet(vector.bytes, context), second_decode_packet(vector.bytes, context)}) {
      ASSERT_TRUE(outcome) << to_string(vector.stream) << " " << vector.about << " "
                           << describe(outcome) << " " << shown(vector.bytes);
      EXPECT_EQ(outcome->size, vector.bytes.size());
      EXPECT_EQ(type_of(outcome->packet), vector.type);
      EXPECT_EQ(fields_of(outcome->packet, vector.stream.version), vector.fields) << vector.about;
    }
  }
}

TEST(Vectors, MalformedOnesAreRejectedByBothDecodersAsPermitted) {
  std::map<std::string, int> wrong;
  const auto check = [&](const MalformedVector& vector, const Outcome& outcome, const char* who) {
    const auto found = complaint(vector, outcome);
    // Of each defect a few are enough to see what is wrong.
    if (found.empty() || ++wrong[vector.defect] > 3) return;
    ADD_FAILURE() << who << ": " << found << "\n" << described(vector);
  };
  for (const auto& vector : all().malformed) {
    const DecodeContext context{
        .version = vector.stream.version, .sender = vector.stream.sender, .strict = true};
    check(vector, decode_packet(vector.bytes, context), "grammar");
    check(vector, second_decode_packet(vector.bytes, context), "second decoder");
  }
  for (const auto& [defect, count] : wrong) ADD_FAILURE() << count << " x " << defect;
}

TEST(Vectors, HaveNoDuplicates) {
  std::set<std::string> ids;
  std::set<std::pair<std::string, std::vector<std::uint8_t>>> packets;
  const auto add = [&](const auto& vector) {
    EXPECT_TRUE(ids.insert(vector.id).second) << vector.id;
    EXPECT_TRUE(packets.emplace(to_string(vector.stream), vector.bytes).second) << vector.id;
    EXPECT_EQ(vector.id, vector_id(vector.stream, vector.bytes));
  };
  for (const auto& vector : all().valid) add(vector);
  for (const auto& vector : all().malformed) add(vector);
}

TEST(Vectors, HaveValidTwinsThatDiffer) {
  std::map<std::string, const ValidVector*> valid;
  for (const auto& vector : all().valid) valid[vector.id] = &vector;
  for (const auto& vector : all().malformed) {
    const auto twin = valid.find(vector.twin);
    ASSERT_NE(twin, valid.end()) << described(vector);
    EXPECT_EQ(twin->second->type, vector.type);
    EXPECT_EQ(twin->second->stream.version, vector.stream.version);
    EXPECT_FALSE(twin->second->contested) << described(vector);
    EXPECT_TRUE(twin->second->bytes != vector.bytes || twin->second->stream != vector.stream);
  }
}

TEST(Vectors, PermitAcceptanceOnlyWhereItIsContested) {
  for (const auto& vector : all().malformed) {
    const bool ok = std::ranges::find(vector.verdicts, Verdict::ok) != vector.verdicts.end();
    EXPECT_EQ(ok, vector.contested) << described(vector);
    EXPECT_FALSE(vector.statements.empty()) << described(vector);
    EXPECT_LE(vector.offset, vector.bytes.size()) << described(vector);
    for (const auto statement : vector.statements)
      EXPECT_TRUE(StatementId::find(vector.stream.version, statement)) << statement;
  }
}

}  // namespace
}  // namespace mqttspec::vectors

// The files that go out: complete, of the shape that their schema gives, and read back as they
// were.
#include "codec/vectors/files.hpp"

#include <gtest/gtest.h>

#include <map>
#include <ranges>
#include <regex>

#include "codec/printable.hpp"
#include "codec/vectors/testing.hpp"

namespace mqttspec::vectors {
namespace {

// Follows a reference of the schema to its definition.
const Json& resolved(const Json& schema, const Json& node) {
  if (!node.contains("$ref")) return node;
  return schema["$defs"][node["$ref"].get<std::string>().substr(8)];
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_unsigned();
  if (type == "boolean") return value.is_boolean();
  return type == "array" ? value.is_array() : value.is_object();
}

// As much of JSON schema as ours uses. Patterns are not tried on the longest strings, which the
// library's matcher would take too deep.
void check(const Json& schema, const Json& definition, const Json& value) {
  const Json& node = resolved(schema, definition);
  if (node.contains("type")) {
    ASSERT_TRUE(has_type(value, node["type"])) << value.dump();
  }
  if (node.contains("enum")) {
    ASSERT_NE(std::ranges::find(node["enum"], value), node["enum"].end()) << value.dump();
  }
  if (node.contains("pattern") && value.get<std::string>().size() < 1000) {
    ASSERT_TRUE(
        std::regex_match(value.get<std::string>(), std::regex(node["pattern"].get<std::string>())))
        << value.dump();
  }
  if (node.contains("minItems")) {
    ASSERT_GE(value.size(), node["minItems"].get<std::size_t>());
  }
  if (node.contains("items"))
    for (const auto& item : value) check(schema, node["items"], item);
  if (!node.contains("properties")) return;
  for (const auto& name : node["required"])
    ASSERT_TRUE(value.contains(name.get<std::string>())) << name << " " << value.dump();
  for (const auto& [name, member] : value.items()) {
    ASSERT_TRUE(node["properties"].contains(name)) << name;
    check(schema, node["properties"][name], member);
  }
}

TEST(VectorFiles, VectorsHaveTheShapeOfTheSchema) {
  const auto shape = schema();
  for (std::size_t i = 0; i < all().valid.size(); i += 7)
    check(shape, shape["$defs"]["valid"], to_json(all().valid[i]));
  for (std::size_t i = 0; i < all().malformed.size(); i += 97)
    check(shape, shape["$defs"]["malformed"], to_json(all().malformed[i]));
}

// The lines with one vector each, without the commas between them.
std::vector<std::string_view> vector_lines(const File& file) {
  std::vector<std::string_view> lines;
  for (const auto part : std::views::split(std::string_view(file.text), '\n')) {
    std::string_view line(part.begin(), part.end());
    if (line.ends_with(',')) line.remove_suffix(1);
    if (line.starts_with('{')) lines.push_back(line);
  }
  return lines;
}

TEST(VectorFiles, HoldEveryVectorOnceInTheFileOfItsStream) {
  std::map<std::string, std::string> stream_of;
  for (const auto& vector : all().valid) stream_of[vector.id] = to_string(vector.stream);
  for (const auto& vector : all().malformed) stream_of[vector.id] = to_string(vector.stream);
  for (const auto& file : files_of(all())) {
    if (!file.name.ends_with("valid.json") && !file.name.ends_with("malformed.json")) continue;
    for (const auto line : vector_lines(file)) {
      constexpr std::string_view before = "\"id\":\"";
      const auto at = line.find(before) + before.size();
      const auto found = stream_of.find(std::string(line.substr(at, line.find('"', at) - at)));
      ASSERT_NE(found, stream_of.end()) << line;
      EXPECT_TRUE(file.name.starts_with(found->second)) << file.name << " " << line;
      stream_of.erase(found);
    }
  }
  EXPECT_TRUE(stream_of.empty()) << stream_of.size() << " vectors are in no file";
}

TEST(VectorFiles, GiveBackTheBytes) {
  const auto check = [](const auto& vector) {
    const auto json = Json::parse(to_json(vector).dump());
    EXPECT_EQ(json["id"], vector.id);
    EXPECT_EQ(parse_hex(json["hex"].template get<std::string>()), vector.bytes);
  };
  for (std::size_t i = 0; i < all().valid.size(); i += 5) check(all().valid[i]);
  for (std::size_t i = 0; i < all().malformed.size(); i += 50) check(all().malformed[i]);
}

// Every file is made of these in their order; the fields of a packet follow from its bytes.
TEST(VectorFiles, AreTheSameEachTime) {
  const auto again = make_vectors();
  constexpr auto same_valid = [](const ValidVector& a, const ValidVector& b) {
    return a.id == b.id && a.about == b.about && a.contested == b.contested;
  };
  EXPECT_TRUE(std::ranges::equal(again.valid, all().valid, same_valid));
  constexpr auto same_malformed = [](const MalformedVector& a, const MalformedVector& b) {
    return a.id == b.id && a.twin == b.twin && a.defect == b.defect && a.field == b.field &&
           a.offset == b.offset && a.verdicts == b.verdicts && a.statements == b.statements;
  };
  EXPECT_TRUE(std::ranges::equal(again.malformed, all().malformed, same_malformed));
}

TEST(VectorFiles, TheReadmeCounts) {
  const auto text = readme(all());
  EXPECT_NE(text.find("| all | " + std::to_string(all().valid.size()) + " | " +
                      std::to_string(all().malformed.size()) + " |"),
            std::string::npos);
}

}  // namespace
}  // namespace mqttspec::vectors

// The files that go out: complete, of the shape that their schema gives, and read back as they
// were.
#include "codec/vectors/files.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "codec/printable.hpp"

namespace mqttspec::vectors {
namespace {

const VectorSet& all() {
  static const VectorSet set = make_vectors();
  return set;
}

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

TEST(VectorFiles, HoldEveryVectorOnceAndItsBytes) {
  std::map<std::string, std::vector<std::uint8_t>> bytes;
  for (const auto& file : files_of(all())) {
    if (!file.name.ends_with("valid.json") && !file.name.ends_with("malformed.json")) continue;
    for (const auto& vector : Json::parse(file.text)) {
      const auto name =
          vector["version"].get<std::string>() + "-" + vector["sender"].get<std::string>() + "-";
      EXPECT_TRUE(file.name.starts_with(name)) << file.name;
      const auto packet = parse_hex(vector["hex"].get<std::string>());
      ASSERT_TRUE(packet);
      EXPECT_TRUE(bytes.emplace(vector["id"], *packet).second);
    }
  }
  EXPECT_EQ(bytes.size(), all().valid.size() + all().malformed.size());
  for (const auto& vector : all().valid) EXPECT_EQ(bytes[vector.id], vector.bytes);
  for (const auto& vector : all().malformed) EXPECT_EQ(bytes[vector.id], vector.bytes);
}

TEST(VectorFiles, AreTheSameEachTime) {
  const auto once = files_of(all());
  const auto again = files_of(make_vectors());
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].name, again[i].name);
    EXPECT_TRUE(once[i].text == again[i].text) << once[i].name;
  }
}

TEST(VectorFiles, TheReadmeCounts) {
  const auto text = readme(all());
  EXPECT_NE(text.find("| all | " + std::to_string(all().valid.size()) + " | " +
                      std::to_string(all().malformed.size()) + " |"),
            std::string::npos);
}

}  // namespace
}  // namespace mqttspec::vectors

# How every layer is built: the library from its sources, and one test program from the *_test.cpp
# and *_property.cpp files that stand beside them.

add_library(mqttspec_options INTERFACE)
target_include_directories(mqttspec_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(mqttspec_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)
# g++ 12 warns wrongly where a std::string is put together from literals (GCC bug 105651).
target_compile_options(mqttspec_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# … and of a std::optional<std::string> that is empty and never looked at (GCC bug 80635).
target_compile_options(mqttspec_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
# clang 19 warns of what libstdc++ 12 does itself, in std::stable_sort.
target_compile_options(mqttspec_options INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
# Packets are written with the fields that they have, the others being what they are by default.
target_compile_options(mqttspec_options INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-designated-field-initializers>)

# mqttspec_layer(name DEPENDS libraries... TEST_DEPENDS libraries... EXCLUDE patterns...
# PRECOMPILE headers...): library mqttspec_<name> and, with MQTTSPEC_TESTS, test program
# <name>_test. The precompiled headers only save time: every file includes what it uses, and the
# debug preset builds without them, and without batches.
function(mqttspec_layer name)
  cmake_parse_arguments(LAYER "" "" "DEPENDS;TEST_DEPENDS;EXCLUDE;PRECOMPILE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_(test|property)\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_(test|property)\\.cpp$")
  foreach(pattern ${LAYER_EXCLUDE})
    list(FILTER sources EXCLUDE REGEX "${pattern}")
  endforeach()
  set(testing ${sources})
  list(FILTER testing INCLUDE REGEX "/testing/")
  list(FILTER sources EXCLUDE REGEX "/testing/")

  add_library(mqttspec_${name} STATIC ${sources})
  target_link_libraries(mqttspec_${name} PUBLIC mqttspec_options ${LAYER_DEPENDS})
  target_precompile_headers(mqttspec_${name} PRIVATE ${LAYER_PRECOMPILE})

  if(tests AND MQTTSPEC_TESTS)
    add_executable(${name}_test ${tests} ${testing})
    target_link_libraries(${name}_test PRIVATE
      mqttspec_${name} ${LAYER_TEST_DEPENDS} rapidcheck GTest::gtest_main)
    target_precompile_headers(${name}_test PRIVATE <gtest/gtest.h> ${LAYER_PRECOMPILE})
    # Built more often than run. Packets in tests name only the fields that they have.
    target_compile_options(${name}_test PRIVATE -O0 -Wno-missing-field-initializers)
    target_compile_definitions(${name}_test PRIVATE
      MQTTSPEC_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MQTTSPEC_BINARY_DIR="${PROJECT_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name}_test --gtest_brief=1)
  endif()
endfunction()

# mqttspec_batches(targets...): compiles the sources of these libraries in batches of one folder
# each, if MQTTSPEC_BATCHES is on. Most of the time that a source takes goes to what its headers
# instantiate, which a batch does once. The names in the unnamed namespaces of a folder must differ.
function(mqttspec_batches)
  if(NOT MQTTSPEC_BATCHES)
    return()
  endif()
  foreach(target ${ARGN})
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    # g++ looks for types in unnamed namespaces in whatever is included, and a batch includes all.
    # The more it inlines, the more often g++ 12 takes the value of an empty optional for used.
    target_compile_options(${target} PRIVATE
      "$<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage;-Wno-maybe-uninitialized>")
    get_target_property(sources ${target} SOURCES)
    foreach(source ${sources})
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
        OUTPUT_VARIABLE file)
      cmake_path(GET file PARENT_PATH folder)
      cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
      string(MAKE_C_IDENTIFIER ${folder} folder)
      list(APPEND ${folder} ${source})
      list(LENGTH ${folder} count)
      math(EXPR batch "(${count} - 1) / 10")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${batch})
    endforeach()
  endforeach()
endfunction()

# The codec for other projects: one static library and headers that need nothing but a C++23
# compiler. `cmake --install BUILD --component codec --prefix DIR`, then find_package(mqttspec) and
# mqttspec::codec.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

add_library(mqttspec_package STATIC
  $<TARGET_OBJECTS:mqttspec_codec> $<TARGET_OBJECTS:mqttspec_spec>)
set_target_properties(mqttspec_package PROPERTIES
  OUTPUT_NAME mqttspec EXPORT_NAME codec LINKER_LANGUAGE CXX)
target_compile_features(mqttspec_package INTERFACE cxx_std_23)
target_include_directories(mqttspec_package INTERFACE
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/mqttspec>)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/mqttspec)
install(TARGETS mqttspec_package EXPORT mqttspec COMPONENT codec)
install(EXPORT mqttspec NAMESPACE mqttspec:: DESTINATION ${package} COMPONENT codec
  FILE mqttspecConfig.cmake)
write_basic_package_version_file(mqttspecConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/mqttspecConfigVersion.cmake
  DESTINATION ${package} COMPONENT codec)

set(headers ${CMAKE_INSTALL_INCLUDEDIR}/mqttspec)
foreach(name bytes decode encode explain lists notation owned packets printable topic utf8 violation)
  install(FILES codec/${name}.hpp DESTINATION ${headers}/codec COMPONENT codec)
endforeach()
foreach(table packet_table property_table reason_code_table)
  install(FILES spec/${table}.hpp spec/${table}.def DESTINATION ${headers}/spec COMPONENT codec)
endforeach()
install(FILES spec/statement.hpp spec/register.hpp
  ${PROJECT_BINARY_DIR}/generated/spec/keys_3_1_1.def
  ${PROJECT_BINARY_DIR}/generated/spec/keys_5_0.def
  DESTINATION ${headers}/spec COMPONENT codec)

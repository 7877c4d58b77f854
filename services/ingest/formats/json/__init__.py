"""JSON of wires and sites: ninjs, AP's, digitalwires, JSON Feed, simple JSON, CloudEvents."""

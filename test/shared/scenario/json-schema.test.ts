import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '#shared/scenario/schema';

describe('the published JSON Schema of the scenario', () => {
  const schema = scenarioJsonSchema() as {
    readonly properties: Readonly<Record<string, unknown>>;
  } & Readonly<Record<string, unknown>>;

  it('says which version it is and what it describes', () => {
    expect(schema).toMatchObject({
      $id: 'urn:fleetwright:schema:scenario:5',
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Fleetwright scenario',
      additionalProperties: false,
    });
    expect(schema.properties['format']).toMatchObject({ const: 'fleetwright-scenario' });
    expect(schema.properties['schemaVersion']).toMatchObject({ const: 5 });
  });

  it('asks for no more than a file must hold', () => {
    expect(schema['required']).toEqual(['format', 'schemaVersion', 'id', 'name', 'site', 'racks', 'devices']);
  });

  it('is one JSON document and describes its fields', () => {
    const text = JSON.stringify(schema);
    expect(JSON.parse(text)).toEqual(schema);
    expect(text).toContain('Lowest rack unit occupied');
  });
});

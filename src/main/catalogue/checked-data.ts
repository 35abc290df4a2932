import { join } from 'node:path';
import type { Scenario } from '#shared/scenario/schema';
import { languages } from '#shared/language/language';
import { inWords, loadCatalogue, loadExamples, loadExampleWords, loadMeasuredCases } from './load';
import { describeFault } from './parse';
import { builtFiles, type ProductData } from './product-data';

/**
 * Reads the catalogue and the examples below `resources` and checks them. Rejects with a message that names every fault by
 * file, place and reason: without a sound catalogue there is nothing to plan with.
 */
export async function checkedData(resources: string): Promise<ProductData> {
  const catalogue = await loadCatalogue(join(resources, 'catalogue'));
  if (!catalogue.ok)
    throw new Error(`The catalogue is damaged:\n${catalogue.error.map(describeFault).join('\n')}`);
  const examples = await loadExamples(join(resources, 'examples'));
  if (!examples.ok) {
    throw new Error(`The examples are damaged:\n${examples.error.map(describeFault).join('\n')}`);
  }
  const chinese = await loadExampleWords(join(resources, 'example-words'), {
    language: 'zh-CN',
    examples: examples.value,
  });
  if (!chinese.ok) {
    throw new Error(`The words of the examples are damaged:\n${chinese.error.map(describeFault).join('\n')}`);
  }
  const english: readonly Scenario[] = examples.value;
  const inChinese = english.map((example) => inWords(example, chinese.value[example.id]));
  const measured = await loadMeasuredCases(join(resources, 'validation', 'measured.json'));
  return {
    catalogue: catalogue.value,
    examplesIn: (language) => Promise.resolve(language === 'en' ? english : inChinese),
    measured: () => Promise.resolve(measured),
  };
}

/** What a build lays out of `resources`: the checked data, by the names of their files. */
export async function filesToBuild(resources: string): Promise<Readonly<Record<string, string>>> {
  const { catalogue, examplesIn, measured } = await checkedData(resources);
  const examples = languages.map(async (language) => [
    builtFiles.examples[language],
    JSON.stringify(await examplesIn(language)),
  ]);
  return {
    [builtFiles.catalogue]: JSON.stringify(catalogue),
    [builtFiles.measured]: JSON.stringify(await measured()),
    ...(Object.fromEntries(await Promise.all(examples)) as Record<string, string>),
  };
}

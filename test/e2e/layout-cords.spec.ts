import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { canvas, device, newLayout } from './layout-page';

const inspector = (page: Page) => page.getByTestId('layout-inspector');
const cords = (page: Page) => inspector(page).getByRole('region', { name: 'Power cords' });
const supply = (page: Page, number: number) => cords(page).getByRole('group', { name: `Supply ${number}` });
const undo = (page: Page, name: string) => page.getByRole('button', { name: `Undo: ${name}`, exact: true });

test('each power supply of a device is plugged in by keyboard, at an outlet, and undone by name', async ({
  page,
}) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await device(page, 'groq-node-1').click();
  await cords(page).getByText('Each cord').focus();
  await page.keyboard.press('Enter');
  await supply(page, 2).getByLabel('Supply 2').focus();
  await page.keyboard.type('A2');
  await expect(undo(page, 'Plug in supply 2 of groq-node-1')).toBeVisible();
  await expect(supply(page, 2).getByLabel('Supply 2')).toHaveValue('a2');
  await expect(supply(page, 1).getByLabel('Supply 1')).toHaveValue('');
  await supply(page, 1).getByLabel('Outlet').focus();
  await page.keyboard.press('ArrowDown');
  await expect(supply(page, 1).getByLabel('Outlet')).toHaveValue('L1-L2');
  await expect(undo(page, 'Plug in supply 1 of groq-node-1')).toBeVisible();
  await expect(inspector(page).getByLabel('Power supplies')).toHaveValue('own');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect(supply(page, 1).getByLabel('Outlet')).toHaveValue('unknown');
});

test('the outlets of many devices go over the lines in turn, load the phases so, and are forgotten again', async ({
  page,
}) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await device(page, 'groq-node-1').click();
  await canvas(page).focus();
  await page.keyboard.press('Control+a');
  await expect(inspector(page)).toContainText('9 selected');
  await cords(page).getByRole('button', { name: 'Outlets in turn' }).click();
  await expect(undo(page, 'Change the outlets of 9 devices')).toBeVisible();
  await device(page, 'groq-node-2').click();
  await expect(supply(page, 1).getByLabel('Outlet')).toHaveValue('L2-L3');
  await page.getByRole('tab', { name: 'Power & cooling' }).click();
  await page.getByRole('tab', { name: 'Feeds and phases' }).click();
  await expect(page.getByRole('row', { name: /A01.A1/ }).first()).toContainText('208 V');
  await page.getByRole('tab', { name: 'Layout' }).click();
  await canvas(page).focus();
  await page.keyboard.press('Control+a');
  await cords(page).getByRole('button', { name: 'Forget outlets' }).click();
  await expect(cords(page).getByRole('button', { name: 'Forget outlets' })).toHaveCount(0);
});
